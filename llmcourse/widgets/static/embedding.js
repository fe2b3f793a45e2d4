// A map of embeddings: points on two of the directions in which they differ most, and true neighbors beside it.

const PAINTS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f6bb3", "#767676"];
const SHAPES = ["M-5 0A5 5 0 1 0 5 0A5 5 0 1 0-5 0Z", "M-4.5-4.5H4.5V4.5H-4.5Z", "M0-6L6 0 0 6-6 0Z", "M0-6L5.5 4.5H-5.5Z", "M0 6L5.5-4.5H-5.5Z",
  "M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z", "M-6-3L0-6 6-3V3L0 6-6 3Z", "M-5-5L0-2 5-5 2 0 5 5 0 2-5 5-2 0Z"];
const WIDE = 620, HIGH = 430, EDGE = 26;

/** The nearest points in the picture. @param {Float64Array} points (n, axes) @param {number} axes how many each has
 * @param {number} at @param {number} x @param {number} y axes shown @param {number} count @returns {number[]} */
export function nearest(points, axes, at, x, y, count) {
  const far = (i) => Math.hypot(points[i * axes + x] - points[at * axes + x], points[i * axes + y] - points[at * axes + y]);
  return Array.from({ length: points.length / axes }, (_, i) => i).filter((i) => i !== at).sort((a, b) => far(a) - far(b) || a - b).slice(0, count);
}

/** What the picture keeps. @param {string[]} words @param {number} at @param {number[]} truly @param {number[]} shown @returns {string} */
export function kept(words, at, truly, shown) {
  const both = truly.filter((i) => shown.includes(i)).length;
  return `“${words[at]}” is truly nearest to ${listed(truly.slice(0, 3).map((i) => `“${words[i]}”`))}. Of its ${truly.length} true neighbors ${both} ${both === 1 ? "is" : "are"} among its ${shown.length} nearest on the map.`;
}

export function render({ model, el }) {
  const { title, words, groups, shares, neighbors, cosines, start } = model.get("data");
  const points = doublesOf(model.get("points")), axes = shares.length, kinds = [...new Set(groups)];
  const state = { at: start, x: 0, y: 1 }, view = frame(el, title);
  const move = (change) => { Object.assign(state, change); show(); };
  const names = shares.map((share, i) => `direction ${i + 1} (${Math.round(100 * share)} %)`);
  const word = choice({ label: "Word", options: words, value: start, onInput: (at) => move({ at }) });
  const across = choice({ label: "Across", options: names, value: 0, onInput: (x) => move({ x }) });
  const up = choice({ label: "Up", options: names, value: 1, onInput: (y) => move({ y }) });
  view.controls.append(word.element, across.element, up.element);
  view.lead.textContent = "Each point is a token’s vector, seen in two directions. Choose a word or click a point: rings mark its true neighbors, by cosine over all directions.";
  const paths = words.map((w, i) => {
    const kind = kinds.indexOf(groups[i]);
    return node("path", { d: SHAPES[kind % SHAPES.length], fill: PAINTS[kind % PAINTS.length], onclick: () => { word.input.selectedIndex = i; move({ at: i }); } }, node("title", {}, `${w} (${groups[i]})`));
  });
  const marks = node("g"), texts = node("g", { class: "lc-names" });
  const drawing = node("svg", { class: "lc-cloud", width: WIDE, height: HIGH, viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": "map of embeddings" }, ...paths, marks, texts);
  const list = node("ol", { class: "lc-near" });
  const legend = node("div", { class: "lc-legend", "aria-hidden": "true" }, ...kinds.map((kind, i) =>
    node("span", {}, node("svg", { width: 14, height: 14, viewBox: "-7 -7 14 14" }, node("path", { d: SHAPES[i % SHAPES.length], fill: PAINTS[i % PAINTS.length] })), kind)));
  const side = node("div", { class: "lc-side" }, node("div", { class: "lc-axis" }, "true neighbors and their cosine"), list);
  const scroll = scroller("map of embeddings", drawing);
  view.root.append(node("div", { class: "lc-pair" }, scroll, side), legend);

  function places() {
    const place = (axis, room) => {
      const values = words.map((_, i) => points[i * axes + axis]), low = Math.min(...values), high = Math.max(...values);
      return values.map((v) => EDGE + ((v - low) / (high - low || 1)) * (room - 2 * EDGE));
    };
    return [place(state.x, WIDE), place(state.y, HIGH).map((v) => HIGH - v)];
  }

  /** Labels that do not cover one another; one that finds no room stands in the list alone. */
  function labels(x, y, shown) {
    const taken = shown.map((i) => [x[i] - 8, y[i] - 8, x[i] + 8, y[i] + 8]), made = [];
    for (const i of shown) {
      const size = i === state.at ? 8.2 : 6.8, wide = words[i].length * size, tall = 15;
      const tries = [[14, 0], [-14 - wide, 0], [-wide / 2, -20], [-wide / 2, 20], [11, -16], [-11 - wide, -16], [11, 16], [-11 - wide, 16], [-wide / 2, -34], [-wide / 2, 34]];
      const box = tries.map(([dx, dy]) => [x[i] + dx, y[i] + dy - tall / 2, x[i] + dx + wide, y[i] + dy + tall / 2]).find((b) =>
        b[0] > 2 && b[2] < WIDE - 2 && b[1] > 2 && b[3] < HIGH - 2 && taken.every((t) => b[2] < t[0] || b[0] > t[2] || b[3] < t[1] || b[1] > t[3]));
      if (!box) continue;
      taken.push(box);
      made.push(node("text", { x: ((box[0] + box[2]) / 2).toFixed(1), y: (box[1] + 11.5).toFixed(1), "text-anchor": "middle", class: i === state.at ? "lc-on" : "" }, words[i]));
    }
    return made;
  }

  function show() {
    const [x, y] = places(), truly = neighbors[state.at], shown = nearest(points, axes, state.at, state.x, state.y, truly.length);
    paths.forEach((path, i) => {
      path.setAttribute("transform", `translate(${x[i].toFixed(1)} ${y[i].toFixed(1)})`);
      path.setAttribute("opacity", groups[i] === groups[state.at] || truly.includes(i) ? 1 : 0.45);
    });
    const ring = (i, kind, r) => node("circle", { cx: x[i].toFixed(1), cy: y[i].toFixed(1), r, class: kind });
    marks.replaceChildren(...truly.map((i) => ring(i, "lc-true", 9)), ring(state.at, "lc-self", 12));
    texts.replaceChildren(...labels(x, y, [state.at, ...truly]));
    list.replaceChildren(...truly.map((i, k) => node("li", {}, node("span", {}, words[i]), node("b", {}, format(cosines[state.at][k])))));
    if (scroll.scrollWidth > scroll.clientWidth) scroll.scrollLeft = x[state.at] - scroll.clientWidth / 2;
    view.find(kept(words, state.at, truly, shown));
    view.detail.textContent = `These two directions hold ${Math.round(100 * (state.x === state.y ? shares[state.x] : shares[state.x] + shares[state.y]))} % of all differences.`;
  }

  show();
  return view.stop;
}

export default { render };
