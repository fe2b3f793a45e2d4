// The view of the calculator: three costs, each beside what it was at half the length, and where the work goes.

const commas = (n) => n.toLocaleString("en-US");

export function render({ model, el }) {
  const { title, sizes, shortest, longest, given } = model.get("data");
  const view = frame(el, title), state = { size: 2, power: 12 };
  const which = choice({ label: "Model", options: sizes.map((size) => size.name), value: state.size, onInput: (at) => { state.size = at; show(); } });
  const length = slider({ label: "Context length", min: shortest, max: longest, value: state.power, text: (p) => `${commas(2 ** p)} tokens`, onInput: (p) => { state.power = p; show(); } });
  const holder = node("div", { class: "lc-costs" });
  view.controls.append(which.element, length.element);
  view.root.append(holder);

  function show() {
    const size = sizes[state.size], tokens = 2 ** state.power, now = contextCost(size, tokens), half = contextCost(size, tokens / 2);
    const said = given[state.size][state.power - shortest] || [];
    const same = said.length === 3 && said.every((value, at) => Math.abs(value - now[at]) <= 1e-9 * now[at]);
    const share = attentionShare(size, tokens);
    const names = [["keys and values kept", "B"], ["attention weights, if written out", "B"], ["work of one pass", "FLOP"]];
    const rows = names.map(([name, unit], at) => node("tr", {}, node("th", { scope: "row" }, name), node("td", { class: "lc-number" }, amount(now[at], unit)), node("td", {}, `× ${(now[at] / half[at]).toFixed(2)} of half the length`)));
    holder.replaceChildren(node("table", { class: "lc-cost", "aria-label": "costs" }, node("tbody", {}, ...rows)), split(share));
    view.find(`${size.name} at ${commas(tokens)} tokens keeps ${amount(now[0], "B")} of keys and values for one text.`);
    view.detail.textContent = same ? "The function that was handed in and the widget's own formula agree at this length." : "The function that was handed in says something else at this length.";
  }

  function split(share) {
    const percent = (100 * share).toFixed(share < 0.1 ? 1 : 0);
    const label = `${percent} % of the work is attention between tokens`;
    return node("div", { class: "lc-work", role: "img", "aria-label": label },
      node("div", { class: "lc-bar" }, node("i", { style: `width: ${(100 * share).toFixed(2)}%` })), node("span", {}, label + ", the rest the model's matrices"));
  }

  show();
  return view.stop;
}

export default { render };
