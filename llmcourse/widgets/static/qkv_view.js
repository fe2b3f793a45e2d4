// The view of the step-through: holds the state, paints the boards, binds the controls.

/** @param {*} model the widget's model @returns {{tokens: string[], input: Object, given: Uint8Array|null}} */
export function readInput(model) {
  const data = model.get("data");
  const { d_model: dModel, d_k: dKey, d_v: dValue, tokens, origin } = data;
  const numbers = doublesOf(model.get("numbers")), time = tokens.length;
  let at = 0;
  const take = (count) => numbers.subarray(at, (at += count));
  const input = { time, dModel, dKey, dValue, origin, x: take(time * dModel), wq: take(dModel * dKey), wk: take(dModel * dKey), wv: take(dModel * dValue) };
  return { tokens, input, given: data.masked ? bytesOf(model.get("mask")) : null };
}

/** Fill every block with what is known at this stage. @param {Object} board @param {Object<string, Float64Array>} all
 * @param {Object} input @param {number} stage */
export function paint(board, all, input, stage) {
  const b = board.blocks;
  board.project.hidden = stage > 1;
  board.attend.hidden = stage < 2;
  if (stage < 2) {
    for (const [block, values] of [[b.x, all.embeddings], [b.wq, input.wq], [b.wk, input.wk], [b.wv, input.wv]]) fill(block, values, "signed");
    for (const [block, values] of [[b.q, all.query], [b.k, all.key], [b.v, all.value]]) fill(block, stage ? values : null, "signed");
    return;
  }
  b.key.element.hidden = stage === 6;
  b.value.element.hidden = stage < 6;
  fill(b.query, all.query, "signed");
  if (stage < 6) fill(b.key, all.keyT, "signed");
  else fill(b.value, all.valueT, "signed");
  const shown = ["", "", "scores", "scaled", "masked", "weights", "weights"][stage];
  fill(b.scores, all[shown], stage < 5 ? "signed" : "weights");
  const words = ["", "", ["S", "= Q Kᵀ, scores"], ["S / √dₖ", "scaled scores"], ["S / √dₖ", "masked scores"], ["A", "attention weights, each row sums to 1"], ["A", "attention weights"]][stage];
  b.scores.caption.replaceChildren(words[0], node("small", {}, words[1]));
  b.scores.table.setAttribute("aria-label", words.join(" "));
  board.rule.textContent = stage === 6
    ? "A row of A times the columns of V is that token’s row of Z."
    : "A row of Q times a column of Kᵀ is one score.";
  fill(b.output, stage === 6 ? all.output : null, "signed");
}

/** Mark the selected query's row everywhere and the key it matches best. @param {Object} board @param {number} row
 * @param {number} best @param {number} time */
export function mark(board, row, best, time) {
  const b = board.blocks;
  for (const block of [b.x, b.q, b.k, b.v, b.query, b.scores, b.output])
    block.lines.forEach((line, i) => line.classList.toggle("lc-picked", i === row));
  for (const rows of board.rows) [...rows.children].forEach((name, i) => name.classList.toggle("lc-picked", i === row));
  [...board.columns.children].forEach((name, j) => name.classList.toggle("lc-best", j === best));
  board.best?.classList.remove("lc-best");
  board.best = b.scores.cells[row * time + best];
  if (best >= 0) board.best.classList.add("lc-best");
}

/** Back, forward, the range, the query and the switches. @param {Object} state @param {string[]} tokens
 * @param {boolean} given @param {(change: Object) => void} move */
export function stepControls(state, tokens, given, move) {
  const step = slider({ label: "Stage", max: STAGES.length - 1, value: state.stage, text: (s) => `${s + 1} of ${STAGES.length}`, onInput: (stage) => move({ stage }) });
  const back = node("button", { type: "button", class: "lc-button", onclick: () => move({ stage: state.stage - 1 }) }, "← Previous");
  const next = node("button", { type: "button", class: "lc-button", onclick: () => move({ stage: state.stage + 1 }) }, "Next →");
  step.element.lastChild.prepend(back, next);
  const query = choice({ label: "Query token", options: tokens.map((t, i) => `${i} ${visible(t)}`), value: state.row, onInput: (row) => move({ row }) });
  const switches = [
    toggle({ label: "scale by √dₖ", checked: state.scale, onInput: (scale) => move({ scale }) }),
    toggle({ label: "causal mask", checked: state.causal, onInput: (causal) => move({ causal }) }),
    ...(given ? [toggle({ label: "given mask", checked: state.given, onInput: (on) => move({ given: on }) })] : []),
  ];
  const show = () => {
    step.set(state.stage);
    query.input.selectedIndex = state.row;
    back.disabled = state.stage === 0;
    next.disabled = state.stage === STAGES.length - 1;
  };
  return { elements: [step.element, query.element, ...switches.map((s) => s.element)], show };
}

/** On a narrow page, bring what the stage computed beside the row labels. @param {HTMLElement} scroll @param {HTMLElement} block */
export function follow(scroll, block) {
  const labels = block.parentElement.querySelector(".lc-rows");
  scroll.scrollLeft = Math.max(0, block.offsetLeft - labels.offsetWidth - 16);
}

export function render({ model, el }) {
  const { tokens, input, given } = readInput(model);
  const state = { stage: 0, row: model.get("data").row, scale: true, causal: false, given: true };
  const view = frame(el, model.get("data").title);
  const names = named(tokens);
  const board = boards(tokens, input, (row) => move({ row }));
  const controls = stepControls(state, tokens, Boolean(given), (change) => move(change));
  const rail = node("ol", { class: "lc-stages", "aria-label": "stages" },
    ...STAGES.map((name, i) => node("li", { "data-step": i + 1, onclick: () => move({ stage: i }) }, name)));
  const legend = node("div", { class: "lc-legend", "aria-hidden": "true" });
  view.controls.append(...controls.elements);
  view.controls.before(rail);
  const scroll = scroller("matrices", board.project, board.attend);
  view.root.append(scroll, legend);

  let known = { key: "" };

  function computed() {
    const key = [state.scale, state.causal, state.given].join();
    if (known.key === key) return known.all;
    const mask = allowed(input.time, state.given ? given : null, state.causal);
    const all = stages(input, { scale: state.scale, mask });
    all.keyT = transpose(all.key, input.time, input.dKey);
    all.valueT = transpose(all.value, input.time, input.dValue);
    known = { key, all };
    return all;
  }

  function show() {
    const all = computed();
    const { finding, detail, best } = findings(state.stage, all, state.row, input, names);
    view.lead.textContent = lead(state.stage, input, state.scale);
    view.find(finding);
    view.detail.textContent = detail;
    paint(board, all, input, state.stage);
    mark(board, state.row, best, input.time);
    [...rail.children].forEach((item, i) => {
      item.classList.toggle("lc-done", i < state.stage);
      if (i === state.stage) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    legend.replaceChildren(
      node("span", {}, "negative", node("i", { class: "lc-ramp lc-signed" }), "positive"),
      ...(state.stage > 4 ? [node("span", {}, "weight 0", node("i", { class: "lc-ramp lc-cividis" }), "1")] : []));
    controls.show();
  }

  function move(change) {
    const stage = state.stage;
    Object.assign(state, change);
    state.stage = Math.min(Math.max(state.stage, 0), STAGES.length - 1);
    show();
    const b = board.blocks;
    if (state.stage === stage) return;
    if (scroll.hasAttribute("tabindex")) follow(scroll, [b.x, b.q, b.scores, b.scores, b.scores, b.scores, b.output][state.stage].element);
    if (state.stage > stage) [[b.x], [b.q, b.k, b.v], [b.scores], [b.scores], [b.scores], [b.scores], [b.output]][state.stage].forEach(appear);
  }

  show();
  return view.stop;
}

export default { render };
