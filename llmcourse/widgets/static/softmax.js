// Scores, the probabilities that a given function makes of them, and the exact ones beside.

/** The exact probabilities. @param {number[]} scores @returns {Float64Array} */
export function exact(scores) {
  return softmaxRows(scores, 1, scores.length);
}

/** What the given function did, in a sentence. @param {string} name @param {string} token the first one
 * @param {ArrayLike<number>} given @param {ArrayLike<number>} right @param {number} top the largest score @returns {string} */
export function verdict(name, token, given, right, top) {
  const numbers = Array.from(given);
  if (numbers.some(Number.isNaN)) return `${name} gives nan: e to the power of ${format(top)} is too large for a float32.`;
  const wrong = numbers.some((p, i) => !(Math.abs(p - right[i]) < 1e-4));
  if (wrong) return `${name} gives “${visible(token)}” ${format(numbers[0])}, but it should be ${format(right[0])}.`;
  const sum = numbers.reduce((all, p) => all + p, 0);
  return `${name} gives “${visible(token)}” ${format(numbers[0])}; all of them add up to ${format(sum)}.`;
}

function bar(token, score, given, right) {
  const known = !Number.isNaN(given);
  return node("tr", {},
    node("th", { scope: "row" }, visible(token)),
    node("td", { class: "lc-score" }, format(score)),
    node("td", { class: "lc-bar" },
      node("i", { style: `width: ${known ? Math.min(Math.max(100 * given, 0), 100) : 0}%` }),
      node("b", { style: `left: ${100 * right}%` })),
    node("td", { class: "lc-chance" }, known ? given.toFixed(3) : "nan"));
}

function render({ model, el }) {
  const data = model.get("data"), answers = doublesOf(model.get("answers")), n = data.tokens.length;
  const state = { first: Math.max(0, data.firsts.indexOf(Math.round(data.scores[0]))), shift: 0 };
  const view = frame(el, data.title), move = (change) => { Object.assign(state, change); show(); };
  const first = slider({ label: `Score of “${visible(data.tokens[0])}”`, max: data.firsts.length - 1, value: state.first,
    text: (at) => format(data.firsts[at]), onInput: (at) => move({ first: at }) });
  const shift = slider({ label: "Add to every score", max: data.shifts.length - 1, value: 0,
    text: (at) => String(data.shifts[at]), onInput: (at) => move({ shift: at }) });
  const body = node("tbody");
  const head = node("tr", {}, ...["", "score", "probability", ""].map((name) => name ? node("th", { scope: "col" }, name) : node("td")));
  const problem = node("div", { class: "lc-problem" }, data.problem);
  problem.hidden = !data.problem;
  view.controls.append(first.element, shift.element);
  view.lead.textContent = "The bar is what the function returns, the mark what is exact. Adding the same number to every score changes no probability.";
  view.root.append(problem, node("table", { class: "lc-softmax", "aria-label": "scores and probabilities" }, node("thead", {}, head), body));

  function show() {
    const add = data.shifts[state.shift], scores = data.scores.map((s, i) => (i ? s : data.firsts[state.first]) + add);
    const from = (state.first * data.shifts.length + state.shift) * n, given = answers.slice(from, from + n), right = exact(scores);
    body.replaceChildren(...data.tokens.map((token, i) => bar(token, scores[i], given[i], right[i])));
    view.find(data.problem ? `${data.name} does not give a probability for each score.` : verdict(data.name, data.tokens[0], given, right, Math.max(...scores)));
  }

  show();
  return view.stop;
}

export default { render };
