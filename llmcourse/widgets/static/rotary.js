// Rotary positions: each pair of numbers is a clock's hand, and a score knows only how far two hands are apart.

const CLOCK = 128, CELL = 9;

/** Scores of every query position with every key position. @param {Float64Array} query (n, d) @param {Float64Array} key (n, d)
 * @param {number} n @param {number} d @returns {Float64Array} (n, n) */
export function scores(query, key, n, d) {
  return matmul(query, transpose(key, n, d), n, d, n);
}

/** Smallest and largest score of all pairs of one distance. @param {Float64Array} all (n, n) @param {number} n @param {number} distance m - n
 * @returns {[number, number]} */
export function along(all, n, distance) {
  let low = Infinity, high = -Infinity;
  for (let m = Math.max(0, distance); m < Math.min(n, n + distance); m++) {
    const score = all[m * n + m - distance];
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  return [low, high];
}

/** @param {number} m @param {number} k @param {number} score @param {[number, number]} range @returns {string} */
export function scoreWords(m, k, score, [low, high]) {
  const gap = m - k, where = gap === 0 ? "the same place" : `${Math.abs(gap)} ${gap > 0 ? "after" : "before"} the key`;
  const rest = high - low < 1e-3 ? "every pair at this distance has the same." : `but pairs at this distance score from ${format(low)} to ${format(high)}.`;
  return `Query at ${m}, ${where}: score ${format(score)}, and ${rest}`.replace("and but", "but");
}

function clock(i, half) {
  const middle = CLOCK / 2, hands = ["lc-query", "lc-key-hand"].map((name) => node("line", { class: name, x1: middle, y1: middle }));
  const tips = ["lc-query", "lc-key-hand"].map((name) => node("circle", { class: name, r: name === "lc-query" ? 5 : 4 }));
  const face = node("svg", { class: "lc-clock", width: CLOCK, height: CLOCK, viewBox: `0 0 ${CLOCK} ${CLOCK}`, "aria-hidden": "true" },
    node("circle", { class: "lc-dial", cx: middle, cy: middle, r: middle - 4 }), ...hands, ...tips);
  const value = node("small", {}, "");
  const set = (pairs, radius) => pairs.forEach(([x, y], h) => {
    const at = [middle + (x / radius) * (middle - 10), middle - (y / radius) * (middle - 10)];
    hands[h].setAttribute("x2", at[0]);
    hands[h].setAttribute("y2", at[1]);
    tips[h].setAttribute("cx", at[0]);
    tips[h].setAttribute("cy", at[1]);
  });
  return { element: node("figure", { class: "lc-dialed" }, node("figcaption", {}, `numbers ${i} and ${i + half}`), face, value), set, value };
}

export function render({ model, el }) {
  const { title, name, length: n, d_head: d, base } = model.get("data");
  const all = doublesOf(model.get("vectors")), query = all.subarray(0, n * d), key = all.subarray(n * d), half = d / 2;
  const table = scores(query, key, n, d), top = table.reduce((most, s) => Math.max(most, Math.abs(s)), 1e-9);
  const radius = Math.max(...Array.from({ length: half * 2 }, (_, i) => Math.hypot((i < half ? query : key)[i % half], (i < half ? query : key)[(i % half) + half])));
  const state = { m: 9, k: 4 }, view = frame(el, title);
  const both = () => Math.min(state.m, state.k);
  const asked = slider({ label: "Query’s position", max: n - 1, value: state.m, onInput: (m) => move({ m }) });
  const held = slider({ label: "Key’s position", max: n - 1, value: state.k, onInput: (k) => move({ k }) });
  const shift = slider({ label: "Move both, distance kept", max: n - 6, value: both(), text: (low) => `first at ${low}`, onInput: (low) => {
    const by = low - both();
    move({ m: state.m + by, k: state.k + by });
  } });
  view.controls.append(asked.element, held.element, shift.element);
  view.lead.textContent = `One query and one key of ${d} numbers, turned by ${name}() with base ${base}. Each clock is a pair of numbers; the first pair turns fastest, the last slowest.`;
  const clocks = Array.from({ length: half }, (_, i) => clock(i, half));
  const canvas = node("canvas", { class: "lc-scores", width: n, height: n, style: `width: ${n * CELL}px; height: ${n * CELL}px` });
  const cross = node("div", { class: "lc-cross" });
  canvas.addEventListener("click", (event) => {
    const box = canvas.getBoundingClientRect();
    move({ m: Math.floor((event.clientY - box.top) / CELL), k: Math.floor((event.clientX - box.left) / CELL) });
  });
  const plot = node("div", { class: "lc-plotted" }, node("div", { class: "lc-axis" }, "key’s position →"), node("div", { class: "lc-over-map" }, canvas, cross), node("div", { class: "lc-axis" }, "query’s position ↓, color: score"));
  view.root.append(scroller("clocks and scores", node("div", { class: "lc-clocks" }, node("div", { class: "lc-dials" }, ...clocks.map((c) => c.element)), plot)),
    node("div", { class: "lc-legend", "aria-hidden": "true" }, node("span", {}, node("i", { class: "lc-key lc-query" }), "query, large tip"), node("span", {}, node("i", { class: "lc-key lc-key-hand" }), "key, small tip"),
      node("span", {}, "low score", node("i", { class: "lc-ramp lc-cividis" }), "high")));
  const image = canvas.getContext("2d").createImageData(n, n);
  table.forEach((score, i) => image.data.set([...cividis((score / top + 1) / 2), 255], 4 * i));
  canvas.getContext("2d").putImageData(image, 0, 0);

  function move(change) {
    Object.assign(state, change);
    state.m = Math.min(Math.max(state.m, 0), n - 1);
    state.k = Math.min(Math.max(state.k, 0), n - 1);
    show();
  }

  function show() {
    const { m, k } = state, gap = m - k;
    asked.set(m);
    held.set(k);
    shift.bound(n - 1 - Math.abs(gap));
    shift.set(both());
    clocks.forEach((c, i) => {
      const pair = (from, at) => [from[at * d + i], from[at * d + i + half]];
      const [a, b] = [pair(query, m), pair(key, k)];
      c.set([a, b], radius);
      c.value.textContent = `gives ${format(a[0] * b[0] + a[1] * b[1])}`;
    });
    cross.style.cssText = `left: ${k * CELL - 2}px; top: ${m * CELL - 2}px; width: ${CELL + 4}px; height: ${CELL + 4}px`;
    view.find(scoreWords(m, k, table[m * n + k], along(table, n, gap)));
    view.detail.textContent = "The score is the sum of what the clocks give: in each, the two lengths times the cosine of the angle between the hands.";
  }

  show();
  return view.stop;
}

export default { render };
