// An LSTM reading a sentence: what its gates do at each word, and what its cells hold.

const sigmoid = (z) => 1 / (1 + Math.exp(-z));
export const GATES = ["input", "forget", "candidate", "output"];

/** The four gates of one step. @param {ArrayLike<number>} x (dIn) @param {ArrayLike<number>} h (d)
 * @param {{wx: ArrayLike<number>, wh: ArrayLike<number>, b: ArrayLike<number>}} weights columns input, forget, candidate, output
 * @param {number} shift added to the forget gate's bias @returns {Float64Array[]} one (d) each, in the order of GATES */
export function gatesOf(x, h, { wx, wh, b }, shift) {
  const d = h.length, sums = matmul(x, wx, 1, x.length, 4 * d), more = matmul(h, wh, 1, d, 4 * d);
  return GATES.map((name, gate) => Float64Array.from({ length: d }, (_, unit) => {
    const at = gate * d + unit, z = sums[at] + more[at] + b[at] + (name === "forget" ? shift : 0);
    return name === "candidate" ? Math.tanh(z) : sigmoid(z);
  }));
}

/** "open", "half open" or "shut". @param {number} gate 0 to 1 @returns {string} */
export function stance(gate) {
  return gate > 0.75 ? "open" : gate < 0.25 ? "shut" : "half open";
}

/** A meter from -1 to 1 (or 0 to 1), with its number. */
function meter(value, signed) {
  const size = Math.min(Math.abs(value), 1) * (signed ? 50 : 100), start = signed ? (value < 0 ? 50 - size : 50) : 0;
  const fill = node("i", { class: value < 0 ? "lc-lstm-minus" : "", style: `left: ${start}%; width: ${size}%` });
  return node("td", {}, node("span", { class: `lc-lstm-meter${signed ? " lc-lstm-both" : ""}` }, fill), node("span", { class: "lc-lstm-number" }, format(value)));
}

function render({ model, el }) {
  const { title, names, examples, units, shifts, size, name, reading } = model.get("data");
  const all = doublesOf(model.get("numbers")), d = units.length;
  let at = 0;
  const take = (count) => all.subarray(at, (at += count));
  const weights = { wx: take(size * 4 * d), wh: take(d * 4 * d), b: take(4 * d) };
  const runs = examples.map((tokens) => ({ x: take(tokens.length * size),
    states: shifts.map(() => ({ h: take((tokens.length + 1) * d), c: take((tokens.length + 1) * d) })) }));
  const state = { example: 0, word: 1, shift: shifts.indexOf(0) };
  const view = frame(el, title), move = (change) => { Object.assign(state, change); show(); };
  const example = choice({ label: "Sentence", options: names, onInput: (value) => move({ example: value }) });
  const word = slider({ label: "Word", max: examples[0].length - 1, value: state.word, text: (i) => examples[state.example][i], onInput: (value) => move({ word: value }) });
  const shift = slider({ label: "Forget gate's bias", max: shifts.length - 1, value: state.shift, text: (i) => `${shifts[i] > 0 ? "+" : shifts[i] < 0 ? "−" : "±"}${Math.abs(shifts[i])}`, onInput: (value) => move({ shift: value }) });
  view.controls.append(example.element, word.element, shift.element);
  view.lead.textContent = `Every state was computed by ${name}. The gates say what each step did: keep the old cell, take in the new, show the result.`;
  const line = node("div", { class: "lc-lstm-tokens" }), body = node("tbody");
  const heads = ["unit", "old cell", "× forget", "+ input", "× candidate", "= new cell", "output", "hidden"].map((head) => node("th", { scope: "col" }, head));
  const board = scroller("gates of this step", node("table", { class: "lc-lstm-gates", "aria-label": "gates of this step" }, node("thead", {}, node("tr", {}, ...heads)), body));
  const strip = scroller("cells over the sentence", line);
  view.root.append(strip, board);

  function tokens(run, words) {
    line.replaceChildren(...words.map((text, i) => {
      const bars = units.map((unit, u) => {
        const cell = Math.tanh(run.states[state.shift].c[(i + 1) * d + u]);
        return node("i", { class: cell < 0 ? "lc-lstm-minus" : "", style: `height: ${Math.max(1, 30 * Math.abs(cell)).toFixed(1)}px`, title: `${unit}: ${format(cell)}` });
      });
      return node("button", { type: "button", class: "lc-lstm-token", "aria-pressed": String(i === state.word), onclick: () => { word.set(i); move({ word: i }); line.children[i].focus(); } },
        node("span", { class: "lc-lstm-cells" }, ...bars), text);
    }));
  }

  function show() {
    const words = examples[state.example], run = runs[state.example];
    state.word = Math.min(state.word, words.length - 1);
    word.bound(words.length - 1);
    word.set(state.word);
    const { h, c } = run.states[state.shift], i = state.word;
    const old = { h: h.slice(i * d, (i + 1) * d), c: c.slice(i * d, (i + 1) * d) };
    const now = { h: h.slice((i + 1) * d, (i + 2) * d), c: c.slice((i + 1) * d, (i + 2) * d) };
    const [input, forget, candidate, output] = gatesOf(run.x.slice(i * size, (i + 1) * size), old.h, weights, shifts[state.shift]);
    tokens(run, words);
    body.replaceChildren(...units.map((unit, u) => node("tr", {}, node("th", { scope: "row" }, unit), meter(old.c[u], true), meter(forget[u]), meter(input[u]),
      meter(candidate[u], true), meter(now.c[u], true), meter(output[u]), meter(now.h[u], true))));
    const held = now.h[0], says = Math.abs(held) < 0.2 ? reading[1] : held > 0 ? reading[2] : reading[0];
    view.find(`At “${words[i]}” the memory says ${says} (${format(held)}): the input gate is ${stance(input[0])}, the forget gate ${stance(forget[0])}.`);
    view.detail.textContent = `First unit: new cell = ${format(forget[0])} × ${format(old.c[0])} + ${format(input[0])} × ${format(candidate[0])} = ${format(now.c[0])}. Bars above the words: cells after each word, one bar a unit.`;
  }

  show();
  return view.stop;
}

export default { render };
