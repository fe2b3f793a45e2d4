// Positions as patterns of waves: a heat map, and how like each place is to the chosen one.

const STEP = 15, TALL = 216, BARS = 100, LEFT = 66, TOP = 8;

/** Dot products of one row with every row. @param {Float32Array} table (n, d) @param {number} n @param {number} d @param {number} at
 * @returns {Float64Array} */
export function likeness(table, n, d, at) {
  return Float64Array.from({ length: n }, (_, q) => {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += table[at * d + j] * table[q * d + j];
    return sum;
  });
}

/** Smallest and largest product of two places `k` apart. @param {Float32Array} table @param {number} n @param {number} d @param {number} k
 * @returns {[number, number]} */
export function apart(table, n, d, k) {
  const products = Array.from({ length: n - k }, (_, p) => likeness(table, n, d, p)[p + k]);
  return [Math.min(...products), Math.max(...products)];
}

/** @param {number} k @param {[number, number]} range @returns {string} */
export function distanceWords(k, [low, high]) {
  const where = `Places ${k} apart have the product ${format(low)}`;
  return high - low < 0.005 * Math.max(1, Math.abs(high)) ? `${where}, wherever they are.` : `${where} to ${format(high)}, depending on where they are.`;
}

/** Orange below 0, white at 0, blue above. @param {number} v from -1 to 1 @returns {[number, number, number]} */
export function signed(v) {
  const t = Math.min(Math.abs(v), 1), end = v < 0 ? [224, 135, 79] : [90, 162, 205];
  return end.map((c) => Math.round(255 + (c - 255) * t));
}

export function render({ model, el }) {
  const { title, name, length: n, widths, bases } = model.get("data");
  const numbers = new Float32Array(bytesOf(model.get("tables")).slice().buffer);
  const state = { width: widths.length - 1, base: bases.length - 1, at: 20, k: 3 }, view = frame(el, title);
  const move = (change) => { Object.assign(state, change); show(); };
  const width = slider({ label: "d_model", max: widths.length - 1, value: state.width, text: (i) => String(widths[i]), onInput: (i) => move({ width: i }) });
  const base = slider({ label: "Base", max: bases.length - 1, value: state.base, text: (i) => bases[i].toLocaleString("en-US"), onInput: (i) => move({ base: i }) });
  const place = slider({ label: "Position", max: n - 1, value: state.at, onInput: (at) => move({ at }) });
  const gap = slider({ label: "Distance k", min: 1, max: n - 1, value: state.k, onInput: (k) => move({ k }) });
  view.controls.append(width.element, base.element, place.element, gap.element);
  view.lead.textContent = `Above, the rows of ${name}(), one column of the picture for each position. Below, the dot product of the chosen position with every other.`;
  const canvas = node("canvas", { class: "lc-waves", style: `left: ${LEFT}px; top: ${TOP}px; width: ${n * STEP}px; height: ${TALL}px` });
  const frameOf = node("rect", { class: "lc-frame", y: TOP - 1, width: STEP, height: TALL + BARS + 22 });
  const bars = node("g"), ticks = node("g"), axis = node("g");
  const drawing = node("svg", { class: "lc-axes", width: LEFT + n * STEP + 8, height: TOP + TALL + BARS + 54, role: "img", "aria-label": "positional encodings and their dot products" }, bars, ticks, axis, frameOf);
  drawing.addEventListener("click", (event) => {
    const at = Math.floor((event.clientX - drawing.getBoundingClientRect().left - LEFT) / STEP);
    if (at >= 0 && at < n) { place.set(at); move({ at }); }
  });
  const label = (attributes, text) => node("text", attributes, text);
  for (let p = 0; p < n; p += 5) axis.append(label({ x: LEFT + (p + 0.5) * STEP, y: TOP + TALL + BARS + 36, "text-anchor": "middle" }, String(p)));
  axis.append(label({ x: LEFT + (n * STEP) / 2, y: TOP + TALL + BARS + 51, "text-anchor": "middle" }, "position"),
    label({ x: LEFT - 8, y: TOP + TALL + 28, "text-anchor": "end" }, "product"));
  const scroll = scroller("heat map and products", node("div", { class: "lc-stack" }, canvas, drawing));
  view.root.append(scroll,
    node("div", { class: "lc-legend", "aria-hidden": "true" }, node("span", {}, "−1", node("i", { class: "lc-ramp lc-signed" }), "1"),
      node("span", {}, node("i", { class: "lc-ring" }), "the chosen position")));

  function table() {
    let first = 0;
    for (let w = 0; w < state.width; w++) first += widths[w] * n * bases.length;
    const d = widths[state.width], start = first + state.base * n * d;
    return [numbers.subarray(start, start + n * d), d];
  }

  function paint(rows, d) {
    canvas.width = n;
    canvas.height = d;
    const context = canvas.getContext("2d"), image = context.createImageData(n, d);
    for (let j = 0; j < d; j++) for (let p = 0; p < n; p++) image.data.set([...signed(rows[p * d + j]), 255], 4 * (j * n + p));
    context.putImageData(image, 0, 0);
    const every = Math.max(1, d / 8);
    ticks.replaceChildren(...Array.from({ length: Math.ceil(d / every) }, (_, i) =>
      label({ x: LEFT - 8, y: TOP + ((i * every + 0.5) * TALL) / d + 4, "text-anchor": "end" }, `column ${i * every}`)));
  }

  function show() {
    const [rows, d] = table(), products = likeness(rows, n, d, state.at), top = products.reduce((most, v) => Math.max(most, v), 1e-9);
    paint(rows, d);
    const low = products.reduce((least, v) => Math.min(least, v), 0), unit = BARS / (top - low), zero = TOP + TALL + 16 + top * unit;
    bars.replaceChildren(...Array.from(products, (v, q) => {
      const tall = Math.abs(v) * unit;
      const near = Math.abs(q - state.at) === state.k;
      return node("rect", { x: LEFT + q * STEP + 2, y: v < 0 ? zero : zero - tall, width: STEP - 4, height: Math.max(tall, 0.5), class: near ? "lc-bar lc-hit" : "lc-bar" }, node("title", {}, `${q}: ${format(v)}`));
    }));
    frameOf.setAttribute("x", LEFT + state.at * STEP);
    if (scroll.scrollWidth > scroll.clientWidth) scroll.scrollLeft = LEFT + state.at * STEP - scroll.clientWidth / 2;
    view.find(distanceWords(state.k, apart(rows, n, d, state.k)));
    view.detail.textContent = `Position ${state.at} with itself: ${format(products[state.at])}. The two bars in orange stand ${state.k} away from it.`;
  }

  show();
  return view.stop;
}

export default { render };
