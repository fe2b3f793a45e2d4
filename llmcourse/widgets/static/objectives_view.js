// The view of the objectives: chips for what is read, and under each what must be predicted there.

const LEADS = {
  clm: "A decoder reads from the left. Every position predicts the token after it: the labels are the input, shifted by one.",
  mlm: "An encoder sees the whole sentence, some of it hidden. Only the chosen positions have labels, and special tokens are never chosen.",
  pair: "The encoder reads the source. The decoder reads the true target, shifted by one: teacher forcing.",
  prefix: "Without a translation at hand a text is its own lesson: the encoder reads its beginning, the decoder writes the rest.",
};

function row(name, ids, names, classOf) {
  const line = node("tr", {}, node("th", { scope: "row" }, name));
  ids.forEach((id, at) => line.append(node("td", {}, node("span", { class: `lc-chip ${classOf(id, at)}` }, nameOf(names, id)))));
  return line;
}

export function render({ model, el }) {
  const { title, names, kinds, made } = model.get("data"), keys = Object.keys(kinds);
  const view = frame(el, title), state = { kind: "clm", mlm: 0, prefix: 0, position: 0 };
  const move = (change) => { Object.assign(state, change); show(); };
  const kind = choice({ label: "Objective", options: keys.map((key) => kinds[key]), onInput: (at) => move({ kind: keys[at], position: 0 }) });
  const amount = slider({ label: "Draw", max: 1, value: 0, text: (at) => String(at + 1), onInput: (at) => move({ [state.kind]: at }) });
  const position = slider({ label: "Position", max: 1, value: 0, onInput: (at) => move({ position: at }) });
  const holder = node("div", {}), board = scroller("inputs and labels", holder), problem = node("div", { class: "lc-problem" });
  view.controls.append(kind.element, amount.element, position.element);
  view.root.append(problem, board);

  function show() {
    const several = made[state.kind], at = several.length > 1 ? state[state.kind] : 0, rows = several[at];
    amount.element.hidden = several.length < 2;
    amount.element.firstChild.textContent = state.kind === "mlm" ? "Draw" : "Words of the prefix";
    amount.bound(several.length - 1);
    amount.set(at);
    view.lead.textContent = LEADS[state.kind];
    const wrong = typeof rows === "string";
    problem.hidden = !wrong;
    board.hidden = position.element.hidden = wrong;
    if (wrong) {
      problem.textContent = rows;
      view.find("There are no rows to show.");
      view.detail.textContent = "";
      return;
    }
    state.position = Math.min(state.position, rows.reads.length - 1);
    position.bound(rows.reads.length - 1);
    position.set(state.position);
    holder.replaceChildren(table(rows));
    view.find(finding(state.kind, rows, names, state.position));
    view.detail.textContent = `${counted(rows)} of ${rows.labels.length} positions count in the loss.`;
  }

  function table(rows) {
    const at = state.position, body = node("tbody");
    if (rows.encoder) body.append(row("encoder reads", rows.encoder, names, () => "lc-seen"));
    body.append(row(rows.encoder ? "decoder reads" : "model reads", rows.reads, names, (id, i) => `${seen(state.kind, i, at) ? "lc-seen" : ""} ${names[id] === "[MASK]" ? "lc-masked" : ""}`));
    body.append(row("must predict", rows.labels, names, (id, i) => (id === -100 ? "lc-none" : i === at ? "lc-goal lc-now" : "lc-goal")));
    return node("table", { class: "lc-objectives", "aria-label": "inputs and labels" }, body);
  }

  show();
  return view.stop;
}

export default { render };
