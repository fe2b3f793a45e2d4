// The logit lens: a table of blocks and tokens, in each place the likeliest next token.

/** The first block from which on the likeliest token is the final one. @param {number[][]} ids (blocks + 1, time)
 * @param {number} token @returns {number} */
export function settled(ids, token) {
  const last = ids.length - 1;
  let from = last;
  while (from > 0 && ids[from - 1][token] === ids[last][token]) from -= 1;
  return from;
}

/** @param {number} block @returns {string} */
export function place(block) {
  return block ? `block ${block}` : "the embedding";
}

/** What the lens says in one place. @param {number} block @param {string} after @param {string} word @param {number} chance
 * @param {number} rank of the final choice @param {boolean} last @returns {string} */
export function saying(block, after, word, chance, rank, last) {
  const said = `After ${place(block)}, at ${after}, the lens says “${visible(word)}” (${format(chance)})`;
  if (last) return `${said}: the model's own answer.`;
  return `${said}${rank === 1 ? ", which is the final choice." : `; the final choice stands at rank ${rank}.`}`;
}

function cell(word, chance, chosen, pick) {
  const rgb = cividis(chance), style = `background: rgb(${rgb.join(" ")}); color: ${inkOn(rgb)}`;
  return node("td", { class: chosen ? "lc-chosen" : "", style, onclick: pick, title: format(chance) }, node("span", {}, visible(word)));
}

function render({ model, el }) {
  const data = model.get("data"), chances = doublesOf(model.get("chances")), quoted = named(data.tokens);
  const rows = data.ids.length, time = data.tokens.length, count = data.count;
  const state = { block: rows - 1, token: time - 1 };
  const view = frame(el, data.title), move = (change) => { Object.assign(state, change); show(); };
  const block = slider({ label: "Block", max: rows - 1, value: state.block, text: (at) => (at ? String(at) : "embedding"), onInput: (at) => move({ block: at }) });
  const token = slider({ label: "Token", max: time - 1, value: state.token, text: (at) => `${at} ${visible(data.tokens[at])}`, onInput: (at) => move({ token: at }) });
  const chance = (row, at, i) => chances[(row * time + at) * count + i];
  const body = node("tbody"), head = node("tr", {}, node("td"));
  const best = node("tbody");
  view.controls.append(block.element, token.element);
  view.lead.textContent = "Each column is a token that was read, each row a block, the last one on top. In the cell: the likeliest next token if the model stopped there.";
  const table = node("table", { class: "lc-lens", "aria-label": "likeliest next token after each block" }, node("thead", {}, head), body);
  const legend = node("div", { class: "lc-legend" }, node("span", {}, "probability 0", node("i", { class: "lc-ramp lc-cividis" }), "1"));
  view.root.append(scroller("logit lens", table), legend, node("table", { class: "lc-five", "aria-label": "five likeliest tokens" }, best));

  function show() {
    block.set(state.block);
    token.set(state.token);
    head.replaceChildren(node("td"), ...data.tokens.map((name, at) => node("th", { scope: "col", class: at === state.token ? "lc-here" : "" }, visible(name))));
    body.replaceChildren(...Array.from({ length: rows }, (_, i) => rows - 1 - i).map((row) => node("tr", {},
      node("th", { scope: "row", class: row === state.block ? "lc-here" : "" }, row ? `block ${row}` : "embedding"),
      ...data.tokens.map((_, at) => cell(data.top[row][at][0], chance(row, at, 0), row === state.block && at === state.token, () => move({ block: row, token: at }))))));
    const words = data.top[state.block][state.token], last = state.block === rows - 1;
    best.replaceChildren(...words.map((word, i) => node("tr", {}, node("th", { scope: "row" }, visible(word)),
      node("td", { class: "lc-bar" }, node("i", { style: `width: ${100 * chance(state.block, state.token, i)}%` })),
      node("td", { class: "lc-number" }, format(chance(state.block, state.token, i))))));
    view.find(saying(state.block, quoted[state.token], words[0], chance(state.block, state.token, 0), data.ranks[state.block][state.token], last));
    const from = settled(data.ids, state.token), final = visible(data.top[rows - 1][state.token][0]);
    view.detail.textContent = from === rows - 1 ? `“${final}” comes out on top only in the last block.` : `From ${place(from)} on, “${final}” stays on top.`;
  }

  show();
  return view.stop;
}

export default { render };
