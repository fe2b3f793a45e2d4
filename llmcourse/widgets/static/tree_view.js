// The view of the sampling tree: columns of tokens from left to right, the kept ones filled.

const COLUMN = 136, ROW = 25, MODES = ["beam search", "random draws"], MOST = [1, 2, 5, 10, 20, 50];
const share = (p) => (p < 0.0005 ? p.toExponential(0).replace("-", "−") : p.toFixed(3));
const shown = (token) => token.replace(/\n/g, "⏎").replace(/ /g, "␣") || "∅";

function render({ model, el }) {
  const { title, text, name, parents, p, ends, tokens, depth, widest, problem } = model.get("data");
  const tree = { parents, p, ends }, children = childrenOf(parents), chance = pathChances(parents, p);
  const state = { mode: 0, width: Math.min(2, widest), step: depth, draws: 3, seed: 1 };
  const view = frame(el, title), change = (part) => { Object.assign(state, part); show(); };
  if (problem) {
    view.root.append(node("div", { class: "lc-problem" }, problem));
    view.find(`${name} gave no probabilities.`);
    return view.stop;
  }
  const mode = choice({ label: "Choose by", options: MODES, onInput: (at) => change({ mode: at }) });
  const width = slider({ label: "Width", min: 1, max: widest, value: state.width, text: (n) => (n === 1 ? "1, greedy" : String(n)), onInput: (n) => change({ width: n }) });
  const step = slider({ label: "Steps", max: depth, value: depth, onInput: (n) => change({ step: n }) });
  const draws = slider({ label: "Draws", max: MOST.length - 1, value: state.draws, text: (at) => String(MOST[at]), onInput: (at) => change({ draws: at }) });
  const seed = slider({ label: "Draw again", min: 1, max: 20, value: 1, text: (n) => `seed ${n}`, onInput: (n) => change({ seed: n }) });
  view.controls.append(mode.element, width.element, step.element, draws.element, seed.element);
  view.lead.textContent = `After “${visible(text)}”: the ${widest} likeliest tokens at each place, each with its probability, by ${name}.`;
  const picture = node("svg", { class: "lc-tree", role: "img" }), best = node("p", { class: "lc-tree-best" });
  view.root.append(scroller("tree", picture), best);

  const wayTo = (at) => (at <= 0 ? [] : [...wayTo(parents[at]), at]);
  const words = (at) => `“${wayTo(at).map((i) => tokens[i]).join("").replace(/\n/g, "⏎")}”`;

  function layout(visibleNodes) {
    const places = new Map();
    let row = 0;
    const place = (at, column) => {
      const inside = children[at].filter((child) => visibleNodes.has(child));
      const rows = inside.map((child) => place(child, column + 1));
      const y = rows.length ? (rows[0] + rows[rows.length - 1]) / 2 : row++ * ROW + 16;
      places.set(at, { x: column * COLUMN + (column ? -72 : 2), y });
      return y;
    };
    place(0, 0);
    return { places, height: row * ROW + 12 };
  }

  function paint(visibleNodes, kept, thick) {
    const { places, height } = layout(visibleNodes), wide = depth * COLUMN + 58;
    const parts = [];
    for (const [at, { x, y }] of places) {
      if (at) {
        const from = places.get(parents[at]), x0 = parents[at] ? from.x + 126 : 22;
        parts.push(node("path", { d: `M${x0} ${from.y} C${x0 + 8} ${from.y} ${x - 8} ${y} ${x} ${y}`, class: kept.has(at) ? "lc-tree-kept" : "lc-tree-edge", "stroke-width": thick(at) }));
      }
      const box = node("g", { class: kept.has(at) ? "lc-tree-node lc-tree-on" : "lc-tree-node", transform: `translate(${x} ${y})` });
      box.append(node("rect", { x: 0, y: -11, width: at ? 126 : 20, height: 22, rx: 4 }));
      if (at) box.append(node("text", { x: 7, y: 4.5 }, shown(tokens[at]).slice(0, 9)), node("text", { x: 120, y: 4.5, class: "lc-tree-p" }, share(p[at])));
      else box.append(node("text", { x: 7, y: 4.5 }, "…"));
      parts.push(box);
    }
    picture.setAttribute("viewBox", `0 0 ${wide} ${height}`);
    picture.setAttribute("width", wide);
    picture.setAttribute("height", height);
    picture.replaceChildren(...parts);
  }

  function beamed() {
    const steps = beams(tree, state.width, state.step), kept = new Set(steps.flatMap((nodes) => nodes.flatMap((at) => [0, ...wayTo(at)])));
    const seen = new Set([0, ...steps.slice(0, -1).flatMap((nodes) => nodes.flatMap((at) => children[at]))]);
    const alive = new Set(steps[steps.length - 1].flatMap((at) => [0, ...wayTo(at)]));
    paint(seen, kept, (at) => (alive.has(at) ? 3 : 1));
    const top = steps[state.step][0], greedy = beams(tree, 1, state.step)[state.step][0];
    const versus = state.width === 1 ? "" : chance[top] > chance[greedy] ? ` Greedy search: ${words(greedy)}, ${share(chance[greedy])}.` : " Greedy search finds the same.";
    view.find(state.step ? `Width ${state.width}, ${state.step} ${state.step === 1 ? "step" : "steps"}: ${words(top)}, probability ${share(chance[top])}.${versus}` : "Nothing is chosen yet: move the steps.");
    const leaves = parents.map((_, at) => at).filter((at) => !children[at].length), peak = leaves.reduce((a, b) => (chance[b] > chance[a] ? b : a));
    best.textContent = `The likeliest of all ${leaves.length} ways through this tree: ${words(peak)}, ${share(chance[peak])}. Filled boxes were kept at their step; thick lines are still alive.`;
    picture.setAttribute("aria-label", `Beam search, width ${state.width}: ${steps[state.step].map(words).join(", ")}`);
  }

  function sampled() {
    const count = MOST[state.draws], ways = samples(tree, count, random(state.seed), depth), times = new Map();
    for (const way of ways) for (const at of way) times.set(at, (times.get(at) || 0) + 1);
    const lost = times.get(-1) || 0, seen = new Set([...times.keys()].filter((at) => at >= 0));
    paint(seen, seen, (at) => 1 + (7 * times.get(at)) / count);
    const whole = ways.filter((way) => way[way.length - 1] >= 0).map((way) => way[way.length - 1]), different = new Set(whole);
    view.find(`${count} ${count === 1 ? "draw" : "draws"}: ${different.size} different ${different.size === 1 ? "text" : "texts"} of this tree, and ${lost} ${lost === 1 ? "draw" : "draws"} that left it for a rarer token.`);
    const often = [...different].map((at) => [whole.filter((one) => one === at).length, at]).sort((a, b) => b[0] - a[0])[0];
    best.textContent = often ? `Most often, ${often[0]} of ${count}: ${words(often[1])}, probability ${share(chance[often[1]])}. Thick lines are taken often.` : "No draw stayed within the tree.";
    picture.setAttribute("aria-label", `Random draws: ${[...different].map(words).join(", ")}`);
  }

  function show() {
    for (const part of [width, step]) part.element.hidden = state.mode !== 0;
    for (const part of [draws, seed]) part.element.hidden = state.mode !== 1;
    if (state.mode) sampled();
    else beamed();
  }

  show();
  return view.stop;
}

export default { render };
