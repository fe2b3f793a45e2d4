// The view of best-of-n: a curve of quality against n, and one problem's candidates.

const W = 560, H = 230, L = 66, R = 24, T = 12, B = 58;
const score = (x) => (Number.isInteger(x) ? String(x) : (Math.abs(x) < 0.001 ? x.toExponential(0) : x.toFixed(3)).replace(/-/g, "−"));
const counted = (n) => n.toLocaleString("en-US");
const percent = (x) => `${Math.round(100 * x)} %`;

function render({ model, el }) {
  const { title, rewards, problems, yours, name, problem, upper, each, right, numbers } = model.get("data");
  const m = right[0].length, ns = Array.from({ length: m }, (_, i) => i + 1), low = Math.min(...right.map((row) => row.reduce((a, b) => a + b, 0) / m));
  const values = right.map((row) => row.map(Number)), curves = rewards.map((_, r) => curve(numbers[r], values));
  const state = { n: Math.min(4, m), reward: 0, problem: 0 };
  const view = frame(el, title), change = (part) => { Object.assign(state, part); show(); };
  const n = slider({ label: "N, answers to choose from", min: 1, max: m, value: state.n, onInput: (value) => change({ n: value }) });
  const reward = choice({ label: "Reward", options: rewards, onInput: (at) => change({ reward: at }) });
  const which = choice({ label: "Question", options: problems.map((_, at) => `question ${at + 1}`), onInput: (at) => change({ problem: at }) });
  view.controls.append(n.element, reward.element, which.element);
  const wrong = node("div", { class: "lc-problem" }, problem);
  wrong.hidden = !problem;
  const picture = node("svg", { class: "lc-bo-chart", viewBox: `0 0 ${W} ${H}`, role: "img" });
  const asked = node("p", { class: "lc-bo-question" }), body = node("tbody"), chosen = node("p", { class: "lc-bo-chosen" });
  const heads = ["", "answer", "reward", "right?"].map((text) => (text ? node("th", { scope: "col" }, text) : node("td")));
  const table = node("table", { class: "lc-bo", "aria-label": "candidates" }, node("thead", {}, node("tr", {}, ...heads)), body);
  const side = node("div", { class: "lc-bo-side" }, scroller("candidates of one question", table), node("div", {}, asked, chosen));
  view.root.append(wrong, picture, node("div", { class: "lc-legend" },
    node("span", {}, node("i", { class: "lc-bo-key" }), "by this reward"), node("span", {}, node("i", { class: "lc-bo-key lc-bo-top" }), `by ${upper}: no reward does better`),
    ...(yours.length ? [node("span", {}, node("i", { class: "lc-bo-key lc-bo-dot" }), name)] : [])), side);

  const floor = Math.max(0, Math.floor(10 * Math.min(low, ...curves.flat()) - 0.001) / 10);
  const bottom = Math.min(floor, ...curves.map((c) => Math.floor(10 * Math.min(...c)) / 10));
  const x = (count) => L + ((W - L - R) * (count - 1)) / Math.max(1, m - 1), y = (v) => H - B - ((H - B - T) * (v - bottom)) / (1 - bottom || 1);
  const path = (values_) => values_.map((v, i) => `${i ? "L" : "M"}${x(i + 1).toFixed(1)} ${y(v).toFixed(1)}`).join("");
  const label = (text, px, py, anchor) => node("text", { x: px, y: py, "text-anchor": anchor }, text);

  function chart() {
    const now = curves[state.reward], parts = [];
    for (let v = 0; v <= 1.001; v += 0.2) if (v >= bottom - 0.001) parts.push(node("line", { x1: L, x2: W - R, y1: y(v), y2: y(v), class: "lc-bo-grid" }), label(percent(v), L - 6, y(v) + 4, "end"));
    const ticks = ns.filter((i) => m <= 8 || i === 1 || i % 4 === 0);
    for (const i of ticks) parts.push(label(String(i), x(i), H - B + 16, "middle"), label(counted(Math.round(i * each)), x(i), H - B + 32, "middle"));
    parts.push(label("N", 4, H - B + 16, "start"), label("tokens", 4, H - B + 32, "start"), label("share of right answers; what one question costs", (L + W - R) / 2, H - 6, "middle"));
    const at = rewards.indexOf(upper);
    if (at >= 0) parts.push(node("path", { d: path(curves[at]), class: "lc-bo-upper" }));
    parts.push(node("path", { d: path(now), class: "lc-bo-now" }));
    for (const [count, v] of (yours[state.reward] || []).map((v, i) => [i + 1, v])) if (Number.isFinite(v)) parts.push(node("circle", { cx: x(count), cy: y(Math.max(bottom, Math.min(1, v))), r: 3, class: "lc-bo-yours" }));
    parts.push(node("line", { x1: x(state.n), x2: x(state.n), y1: T, y2: H - B, class: "lc-bo-here" }), node("circle", { cx: x(state.n), cy: y(now[state.n - 1]), r: 6, class: "lc-bo-mark" }));
    picture.replaceChildren(...parts);
    picture.setAttribute("aria-label", `Share right by ${rewards[state.reward]}: ${ns.map((i) => `${percent(now[i - 1])} at N = ${i}`).join(", ")}`);
  }

  function cards() {
    const { question, target, texts, answers, tokens } = problems[state.problem], row = numbers[state.reward][state.problem], best = picked(row, state.n);
    asked.replaceChildren(node("b", {}, "Asked: "), question, ` (${target} is right.)`);
    body.replaceChildren(...texts.slice(0, state.n).map((_, i) => node("tr", i === best ? { class: "lc-bo-pick", "aria-current": "true" } : {}, node("th", { scope: "row" }, i === best ? `→ ${i + 1}` : String(i + 1)),
      node("td", {}, answers[i]), node("td", {}, score(row[i])), node("td", { class: right[state.problem][i] ? "" : "lc-bo-wrong" }, right[state.problem][i] ? "right" : "wrong"))));
    const used = tokens.slice(0, state.n).reduce((a, b) => a + b, 0);
    chosen.replaceChildren(node("b", {}, `Answer ${best + 1}, chosen of ${state.n} for ${counted(used)} tokens: `), texts[best].trim() || "(empty)");
  }

  function show() {
    chart();
    cards();
    const now = curves[state.reward], gain = now[state.n - 1] - now[0];
    view.find(`Best of ${state.n} by ${rewards[state.reward]}: ${percent(now[state.n - 1])} right; one answer alone is ${percent(now[0])} right.`);
    const words = state.n === 1 ? "With one answer there is nothing to choose." : `${state.n} times the tokens buy ${gain < 0 ? "a loss of " : ""}${Math.round(Math.abs(100 * gain))} points.`;
    const off = (yours[state.reward] || []).findIndex((v, i) => !(Math.abs(v - now[i]) < 1e-6));
    const verdict = !yours.length ? "" : off < 0 ? `${name} agrees.` : `${name} gives ${format(yours[state.reward][off])} at N = ${off + 1}; here it is ${format(now[off])}.`;
    view.detail.textContent = `${words} Measured on ${numbers[0].length} questions with ${m} answers each. ${verdict}`;
  }

  show();
  return view.stop;
}

export default { render };
