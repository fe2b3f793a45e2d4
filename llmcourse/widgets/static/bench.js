// A bench for prompts: shares of right answers, their intervals, and a sign test on what differs.

/** Wilson's interval for a share. @param {number} right @param {number} n @param {number} [z] @returns {[number, number]} */
export function interval(right, n, z = 1.96) {
  const share = right / n, center = share + (z * z) / (2 * n);
  const reach = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n)), shrink = 1 + (z * z) / n;
  return [(center - reach) / shrink, (center + reach) / shrink];
}

/** How many only the first and only the second got right, of the first n.
 * @param {number[]} a @param {number[]} b @param {number} n @returns {[number, number]} */
export function differing(a, b, n) {
  let first = 0, second = 0;
  for (let i = 0; i < n; i++) {
    first += Number(a[i] && !b[i]);
    second += Number(b[i] && !a[i]);
  }
  return [first, second];
}

/** The chance of a difference at least as large if both were equally good. @param {number} first @param {number} second @returns {number} */
export function signTest(first, second) {
  const n = first + second, least = Math.min(first, second);
  let term = 0.5 ** n, tail = 0;
  for (let k = 0; k <= least; k++) {
    tail += term;
    term = (term * (n - k)) / (k + 1);
  }
  return Math.min(1, 2 * tail);
}

const percent = (x) => `${(100 * x).toFixed(2)}%`;
const share2 = (x) => (Math.abs(x) < 0.005 ? 0 : x).toFixed(2);

/** What a test's result means. @param {string} a @param {string} b @param {number} first @param {number} second @returns {string} */
export function verdict(a, b, first, second) {
  if (a === b) return "Choose two different prompts to compare them.";
  if (first + second === 0) return `On these questions “${a}” and “${b}” were right and wrong together.`;
  const better = first === second ? "" : first > second ? a : b, p = signTest(first, second);
  const odds = `“${a}” alone was right on ${first}, “${b}” alone on ${second}`;
  if (!better) return `${odds}: no difference.`;
  const words = p < 0.05 ? `hardly chance (p ${p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}`}): “${better}” is better` : `chance alone would do that often (p = ${p.toFixed(2)})`;
  return `${odds}: ${words}.`;
}

function render({ model, el }) {
  const { title, names, right, tokens, score, problem } = model.get("data");
  const total = right[0].length, yours = doublesOf(model.get("yours"));
  const state = { n: total, a: 0, b: names.length - 1 };
  const view = frame(el, title);
  const change = (part) => { Object.assign(state, part); show(); };
  const n = slider({ label: "Questions", min: 1, max: total, value: total, onInput: (value) => change({ n: value }) });
  const a = choice({ label: "Compare", options: names, value: state.a, onInput: (index) => change({ a: index }) });
  const b = choice({ label: "with", options: names, value: state.b, onInput: (index) => change({ b: index }) });
  view.controls.append(n.element, a.element, b.element);
  const wrong = node("div", { class: "lc-problem" }, problem);
  wrong.hidden = !problem;
  const body = node("tbody");
  const heads = ["prompt", "", "right", "share", "interval", ...(tokens.length ? ["tokens"] : [])];
  const head = node("tr", {}, ...heads.map((text) => (text ? node("th", { scope: "col" }, text) : node("td"))));
  const table = node("table", { class: "lc-bench", "aria-label": "prompts and their shares of right answers" }, node("thead", {}, head), body);
  const key = (kind, words) => node("span", {}, node("i", { class: `lc-bench-key ${kind}` }), words);
  const legend = node("div", { class: "lc-legend" }, key("lc-bench-dot", "share"), key("lc-bench-span", "interval"), ...(score ? [key("lc-bench-mark", `${score}'s ends`)] : []),
    key("lc-bench-good", "right"), key("lc-bench-bad", "wrong, question by question"));
  view.root.append(wrong, scroller("prompts", table), legend);
  view.lead.textContent = "The same questions for every prompt. Take fewer of them and watch the intervals grow.";

  const mine = (row) => (yours.length ? Array.from(yours.subarray((row * total + state.n - 1) * 3, (row * total + state.n) * 3)) : null);

  function line(row) {
    const count = right[row].slice(0, state.n).reduce((sum, one) => sum + one, 0), share = count / state.n, [low, high] = interval(count, state.n), own = mine(row);
    const bar = node("div", { class: "lc-bench-bar" }, node("i", { class: "lc-bench-span", style: `left: ${percent(low)}; width: ${percent(high - low)}` }), node("i", { class: "lc-bench-dot", style: `left: ${percent(share)}` }));
    if (own) for (const end of own.slice(1)) bar.append(node("b", { style: `left: ${percent(Math.min(1, Math.max(0, end)))}` }));
    const dots = node("div", { class: "lc-bench-dots", "aria-hidden": "true" }, ...right[row].map((one, at) => node("i", { class: at >= state.n ? "lc-bench-off" : one ? "lc-bench-good" : "lc-bench-bad" })));
    const cells = [`${count} of ${state.n}`, share2(share), `${share2(low)} to ${share2(high)}`, ...(tokens.length ? [tokens[row].toFixed(1)] : [])];
    return node("tr", {}, node("th", { scope: "row" }, names[row]), node("td", { class: "lc-bench-wide" }, bar, dots), ...cells.map((text) => node("td", { class: "lc-bench-number" }, text)));
  }

  function agreement() {
    if (!score || problem) return "";
    const off = names.map((_, row) => {
      const count = right[row].slice(0, state.n).reduce((sum, one) => sum + one, 0), own = mine(row), ours = [count / state.n, ...interval(count, state.n)];
      return own ? Math.max(...ours.map((value, at) => Math.abs(value - own[at]))) : 0;
    });
    const worst = off.indexOf(Math.max(...off));
    return off[worst] < 1e-6 ? `${score} agrees.` : `${score} gives “${names[worst]}” ${mine(worst).map(share2).join(", ")}.`;
  }

  function show() {
    body.replaceChildren(...names.map((_, row) => line(row)));
    const [first, second] = differing(right[state.a], right[state.b], state.n);
    view.find(verdict(names[state.a], names[state.b], first, second));
    view.detail.textContent = `The first ${state.n} of ${total} questions; intervals are Wilson's, at 95 %. ${agreement()}`;
  }

  show();
  return view.stop;
}

export default { render };
