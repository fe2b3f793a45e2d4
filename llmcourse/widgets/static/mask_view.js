// The view of the mask explorer: a grid of who may look where, and beside each row what the leak test found.

const AMOUNTS = { window: "Window w", prefix: "Prefix p", padding: "Padding tokens" };

/** The grid. @param {{tokens: string[], mask: Uint8Array, n: number, token: number, moved: Float64Array, leaks: number[],
 *   pick: (token: number) => void}} what @returns {HTMLElement} */
export function grid({ tokens, mask, n, token, moved, leaks, pick }) {
  const top = moved.reduce((most, m) => Math.max(most, m || 0), 1e-9);
  const axis = node("tr", {}, node("td"), node("td", { colspan: n, class: "lc-axis" }, "looks at →"));
  const head = node("tr", {}, node("td", { class: "lc-axis lc-from" }, "looks from ↓"));
  for (let j = 0; j < n; j++)
    head.append(node("th", { scope: "col", class: j === token ? "lc-changed" : "", onclick: () => pick(j), title: `replace token ${j}` },
      node("span", {}, `${j} ${visible(tokens[j])}`)));
  head.append(node("th", { scope: "col", class: "lc-outcome" }, "Output, after the change"));
  const body = node("tbody");
  for (let i = 0; i < n; i++) {
    const row = node("tr", {}, node("th", { scope: "row", class: i === token ? "lc-changed" : "" }, `${i} ${visible(tokens[i])}`));
    for (let j = 0; j < n; j++) {
      const open = mask[i * n + j], kind = open ? (j > i ? "lc-leak" : "lc-open") : "";
      row.append(node("td", { class: `lc-cell ${kind}${j === token ? " lc-tested" : ""}` }, open ? (j > i ? "L" : "✓") : "·"));
    }
    row.append(outcome(i, token, moved[i], top, leaks.includes(i)));
    body.append(row);
  }
  return node("table", { class: "lc-grid", "aria-label": "which position may look at which" }, node("thead", {}, axis, head), body);
}

function outcome(i, token, moved, top, leaks) {
  const words = Number.isNaN(moved) ? "undefined (nan)" : moved <= 1e-9 ? "unchanged" : `changed by ${moved < 0.005 ? "less than 0.01" : format(moved)}`;
  const why = leaks ? ": leak" : i === token ? ": replaced" : "";
  const bar = moved > 1e-9 ? [node("i", { style: `width: ${Math.max(3, (64 * moved) / top).toFixed(0)}px` })] : [];
  return node("td", { class: `lc-outcome${leaks ? " lc-bad" : ""}` }, ...bar, words + why);
}

const legend = () => node("div", { class: "lc-legend" },
  node("span", {}, node("i", { class: "lc-swatch lc-open", style: "font-style: normal" }, "✓"), "may look"),
  node("span", {}, node("i", { class: "lc-swatch", style: "font-style: normal" }, "·"), "hidden"),
  node("span", {}, node("i", { class: "lc-swatch lc-leak", style: "font-style: normal" }, "L"), "leak: a later token is visible"));

export function render({ model, el }) {
  const data = model.get("data"), bits = bytesOf(model.get("bits")), numbers = doublesOf(model.get("vectors"));
  const most = data.max_length, d = data.width;
  const vectors = numbers.subarray(0, most * d), others = numbers.subarray(most * d);
  const kinds = [["given", `${data.name}()`], ["causal", "causal"], ["window", "sliding window"], ["prefix", "prefix"], ["padding", "padding"]];
  const state = { length: Math.min(8, most), kind: "given", token: Math.min(5, most - 1), window: 3, prefix: 3, padding: 2 };
  const view = frame(el, data.title), move = (change) => { Object.assign(state, change); show(); };
  const kind = choice({ label: "Mask", options: kinds.map(([, name]) => name), onInput: (at) => move({ kind: kinds[at][0] }) });
  const amount = slider({ label: "Amount", min: 0, max: most, value: 3, onInput: (value) => move({ [state.kind]: value }) });
  const length = slider({ label: "Length", min: 1, max: most, value: state.length, onInput: (value) => move({ length: value }) });
  const token = slider({ label: "Token to change", max: most - 1, value: state.token, onInput: (value) => move({ token: value }) });
  const holder = node("div", { class: "lc-holder" });
  const board = scroller("mask and leak test", holder);
  const problem = node("div", { class: "lc-problem" }), key = legend();
  view.controls.append(kind.element, amount.element, length.element, token.element);
  view.lead.textContent = "Replace one token and see which outputs change. Outputs before it must stay as they are: at their turn, that token is not yet written.";
  view.root.append(problem, board, key);

  function adjust() {
    const n = state.length;
    state.token = Math.min(state.token, n - 1);
    token.bound(n - 1);
    token.set(state.token);
    amount.element.hidden = !(state.kind in AMOUNTS);
    if (amount.element.hidden) return;
    amount.element.firstChild.textContent = AMOUNTS[state.kind];
    amount.input.min = state.kind === "window" ? 1 : 0;
    amount.bound(state.kind === "padding" ? n - 1 : n);
    amount.set(state[state.kind]);
  }

  function show() {
    adjust();
    const n = state.length, wrong = state.kind === "given" ? data.problems[n] : undefined;
    problem.hidden = wrong === undefined;
    board.hidden = key.hidden = wrong !== undefined;
    if (wrong !== undefined) {
      problem.textContent = wrong;
      view.find(`${data.name}(${n}) gave no mask to show.`);
      view.detail.textContent = "";
      return;
    }
    const mask = state.kind === "given" ? givenMask(bits, n) : knownMask(state.kind, n, Number(amount.input.value));
    const moved = changes(vectors.slice(0, n * d), others.subarray(state.token * d, (state.token + 1) * d), mask, n, d, state.token);
    const leaks = leaking(moved, state.token);
    view.find(verdict(state.token, leaks));
    view.detail.textContent = remarks(mask, n, state.kind);
    holder.replaceChildren(grid({ tokens: data.tokens, mask, n, token: state.token, moved, leaks, pick: (at) => move({ token: at }) }));
  }

  show();
  return view.stop;
}

export default { render };
