// One head drawn: a heat map with a row for each query and, from the selected row, lines to its keys.

const short = (token) => (visible(token).length > 12 ? visible(token).slice(0, 11) + "…" : visible(token));
const thickness = (weight) => 1 + 7 * weight;
const opacity = (weight) => 0.35 + 0.65 * weight;

/** Side of a cell: what reads well, less where all keys would not fit into `room`.
 * @param {number} most @param {number} keys @param {number} room @returns {number} */
export function cellSize(most, keys, room) {
  const side = most <= 20 ? 22 : most <= 32 ? 16 : 9;
  return room > 0 ? Math.max(9, Math.min(side, Math.floor(room / keys))) : side;
}

/** Shapes, every token named: for up to 64 tokens.
 * @param {string[]} queries @param {string[]} keys @param {number} room pixels in a line
 * @param {(row: number) => void} pick */
export function shapeBoard(queries, keys, room, pick) {
  const most = Math.max(queries.length, keys.length), left = 88, cell = cellSize(most, keys.length, room - left - 8);
  const top = 92, edge = left + keys.length * cell, far = edge + 80;
  const width = far + 118, height = top + most * cell + 4, middle = (i) => top + (i + 0.5) * cell;
  const label = (attributes, text) => node("text", { "dominant-baseline": "central", ...attributes }, text);
  const from = queries.map((t, i) => label({ x: left - 8, y: middle(i), "text-anchor": "end" }, short(t)));
  const above = keys.map((t, j) => label({ transform: `translate(${left + (j + 0.5) * cell} ${top - 6}) rotate(-90)` }, short(t)));
  const at = keys.map((t, j) => label({ x: far + 6, y: middle(j) }, short(t)));
  const rects = queries.flatMap((_, i) => keys.map((_, j) =>
    node("rect", { x: left + j * cell, y: top + i * cell, width: cell - (cell > 10 ? 1 : 0), height: cell - (cell > 10 ? 1 : 0) })));
  const marks = ["lc-halo", "lc-row"].map((name) => node("rect", { class: name, x: left - 1.5, width: edge - left + 2, height: cell + 2, rx: 2 }));
  const lines = node("g"), sizes = node("g");
  const drawing = node("svg", { class: "lc-drawing lc-map", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", style: `font-size: ${Math.min(12, cell)}px` },
    node("text", { x: left - 8, y: top - 8, "text-anchor": "end", class: "lc-name" }, "looks from ↓"),
    node("text", { x: left, y: 11, class: "lc-name" }, "looks at →"),
    node("text", { x: far + 6, y: top - 8, class: "lc-name" }, "looks at"),
    ...from, ...above, ...at, ...rects, ...marks, lines, sizes);
  const locate = (event) => {
    const box = drawing.getBoundingClientRect();
    return [Math.floor((event.clientY - box.top - top) / cell), Math.floor((event.clientX - box.left - left) / cell)];
  };
  drawing.addEventListener("click", (event) => { const [row] = locate(event); if (queries[row] !== undefined) pick(row); });
  let drawn = null;
  const draw = (values, peak) => {
    if (values !== drawn) rects.forEach((rect, i) => rect.setAttribute("fill", `rgb(${cividis(values[i] / (peak || 1)).join(" ")})`));
    drawn = values;
  };
  const show = (row, weights, threshold) => {
    const best = namedKeys(weights, threshold), shown = topKeys(weights, keys.length).filter((j) => weights[j] >= threshold);
    from.forEach((name, i) => name.classList.toggle("lc-on", i === row));
    for (const names of [at, above]) names.forEach((name, j) => name.classList.toggle("lc-on", best.includes(j)));
    marks.forEach((rect) => rect.setAttribute("y", top + row * cell - 1.5));
    lines.replaceChildren(...shown.map((j) => node("line", { x1: edge + 3, y1: middle(row), x2: far, y2: middle(j),
      "stroke-width": thickness(weights[j]).toFixed(2), "stroke-opacity": opacity(weights[j]).toFixed(2), "data-key": j })));
    sizes.replaceChildren(...best.map((j) => label({ x: width - 4, y: middle(j), "text-anchor": "end", class: "lc-on" }, format(weights[j]))));
    return shown.length;
  };
  return { element: drawing, picture: drawing, locate, draw, show };
}

/** The lines of one query on a canvas of 184 by `height` + 40; names stand beside the strongest three. */
function fan(canvas, height, counts, row, shown, best, weights, names) {
  const draw = canvas.getContext("2d"), style = getComputedStyle(canvas), y = (i, n) => 40 + ((i + 0.5) * height) / n;
  canvas.width = 368;
  canvas.height = 2 * (height + 60);
  draw.scale(2, 2);
  draw.font = `12px ${style.fontFamily}`;
  draw.fillStyle = style.color;
  draw.strokeStyle = style.getPropertyValue("--lc-accent").trim() || "#0072b2";
  draw.fillRect(82, 40, 1, height);
  draw.fillText("looks at", 88, 32);
  for (const j of shown) {
    draw.globalAlpha = opacity(weights[j]);
    draw.lineWidth = thickness(weights[j]);
    draw.beginPath();
    draw.moveTo(2, y(row, counts.queries));
    draw.lineTo(82, y(j, counts.keys));
    draw.stroke();
  }
  draw.globalAlpha = 1;
  draw.textBaseline = "middle";
  let free = -Infinity;
  for (const j of [...best].sort((a, b) => a - b)) {
    free = Math.max(y(j, counts.keys), free + 15);
    draw.fillText(`${short(names[j])}  ${format(weights[j])}`, 88, free, 94);
  }
}

/** Pixels, positions numbered: above 64 tokens.
 * @param {string[]} queries @param {string[]} keys @param {(row: number) => void} pick */
export function pixelBoard(queries, keys, pick) {
  const counts = { queries: queries.length, keys: keys.length }, most = Math.max(counts.queries, counts.keys);
  const cell = Math.max(1, Math.floor(512 / most)), width = counts.keys * cell, height = counts.queries * cell;
  const every = [10, 20, 50, 100, 200, 500].find((step) => most / step <= 10) || 1000;
  const canvas = node("canvas", { class: "lc-pixels", role: "img", style: `width: ${width}px; height: ${height}px` });
  const lines = node("canvas", { class: "lc-fan", "aria-hidden": "true", style: `width: 184px; height: ${height + 60}px` });
  const band = node("div", { class: "lc-band" }), ticks = [];
  for (let i = 0; i < counts.queries; i += every) ticks.push(node("span", { class: "lc-tick", style: `right: calc(100% + 6px); top: ${i * cell - 5}px` }, String(i)));
  for (let j = 0; j < counts.keys; j += every) ticks.push(node("span", { class: "lc-tick", style: `bottom: calc(100% + 5px); left: ${j * cell}px` }, String(j)));
  const axes = node("span", { class: "lc-tick", style: "bottom: calc(100% + 24px); left: 0" }, "looks from ↓   looks at → (positions)");
  const element = node("div", { style: `width: ${width + 222}px; padding-bottom: 20px` }, node("div", { class: "lc-plot" }, canvas, band, lines, axes, ...ticks));
  const locate = (event) => {
    const box = canvas.getBoundingClientRect();
    return [Math.floor((event.clientY - box.top) / cell), Math.floor((event.clientX - box.left) / cell)];
  };
  canvas.addEventListener("click", (event) => { const [row] = locate(event); if (queries[row] !== undefined) pick(row); });
  let drawn = null;
  const draw = (values, peak, again) => {
    if (values !== drawn || again) paintPixels(canvas, values, counts.queries, counts.keys, peak);
    drawn = values;
  };
  const show = (row, weights, threshold) => {
    const best = namedKeys(weights, threshold), shown = topKeys(weights, counts.keys).filter((j) => weights[j] >= threshold);
    band.style.top = `${row * cell - 2}px`;
    band.style.height = `${cell + 4}px`;
    fan(lines, height, counts, row, shown, best, weights, keys);
    return shown.length;
  };
  return { element, picture: canvas, locate, draw, show };
}
