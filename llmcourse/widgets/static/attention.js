// Attention weights: how they are read, thinned out and painted. Pure functions and small drawings.

/** Weights as sent: as floats or, where those are too many, a byte for each, against the largest of its row.
 * @typedef {{layers: number, heads: number, queries: number, keys: number, stored: Float32Array|Uint8Array, peaks: Float64Array|null}} Weights */

/** @param {*} model @returns {Weights} */
export function readWeights(model) {
  const [layers, heads, queries, keys] = model.get("data").shape;
  const bytes = bytesOf(model.get("weights")), peaks = doublesOf(model.get("peaks"));
  const stored = peaks.length ? bytes : new Float32Array(bytes.slice().buffer);
  return { layers, heads, queries, keys, stored, peaks: peaks.length ? peaks : null };
}

/** The weights of one head, row by row. @param {Weights} all @param {number} layer @param {number} head @returns {Float64Array} */
export function headWeights(all, layer, head) {
  const { queries, keys, stored, peaks } = all, out = new Float64Array(queries * keys);
  const first = (layer * all.heads + head) * queries;
  for (let i = 0; i < queries; i++) {
    const unit = peaks ? peaks[first + i] / 255 : 1, from = (first + i) * keys;
    for (let j = 0; j < keys; j++) out[i * keys + j] = stored[from + j] * unit;
  }
  return out;
}

/** Indexes of the largest numbers, largest first, the earlier of equals first.
 * @param {ArrayLike<number>} row @param {number} count @returns {number[]} */
export function topKeys(row, count) {
  return Array.from({ length: row.length }, (_, j) => j).sort((a, b) => row[b] - row[a] || a - b).slice(0, count).filter((j) => row[j] > 0);
}

/** The three keys worth naming: those of `least` or more, or the strongest alone.
 * @param {ArrayLike<number>} row @param {number} least @returns {number[]} */
export function namedKeys(row, least) {
  return topKeys(row, 3).filter((j, at) => at === 0 || row[j] >= least);
}

/** The largest of each block, so that a thin line stays visible in a small picture.
 * @param {Float64Array} values @param {number} rows @param {number} columns @param {number} most
 * @returns {{values: Float64Array, rows: number, columns: number}} */
export function shrink(values, rows, columns, most) {
  const height = Math.min(rows, most), width = Math.min(columns, most);
  if (height === rows && width === columns) return { values, rows, columns };
  const out = new Float64Array(height * width);
  const column = Int32Array.from({ length: columns }, (_, j) => Math.floor((j * width) / columns));
  for (let i = 0; i < rows; i++) {
    const to = Math.floor((i * height) / rows) * width;
    for (let j = 0; j < columns; j++) if (values[i * columns + j] > out[to + column[j]]) out[to + column[j]] = values[i * columns + j];
  }
  return { values: out, rows: height, columns: width };
}

const PALETTE = new Uint8ClampedArray(256 * 3);
for (let at = 0; at < 256; at++) PALETTE.set(cividis(at / 255), at * 3);

/** One pixel a weight, against `top`. @param {HTMLCanvasElement} canvas @param {Float64Array} values
 * @param {number} rows @param {number} columns @param {number} top */
export function paintPixels(canvas, values, rows, columns, top) {
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d"), image = context.createImageData(columns, rows);
  const pixels = image.data, scale = 255 / (top || 1);
  for (let at = 0; at < values.length; at++) {
    const from = Math.round(values[at] * scale) * 3;
    pixels[at * 4] = PALETTE[from];
    pixels[at * 4 + 1] = PALETTE[from + 1];
    pixels[at * 4 + 2] = PALETTE[from + 2];
    pixels[at * 4 + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** @param {ArrayLike<number>} values @returns {number} */
export function maximum(values) {
  let top = 0;
  for (let at = 0; at < values.length; at++) if (values[at] > top) top = values[at];
  return top;
}

/** Small pictures of every head, one focusable at a time, arrows moving between them.
 * @param {Weights} all @param {string[]} headNames @param {number} room pixels in a line, 0 if that is not known
 * @param {(layer: number, head: number) => void} pick */
export function thumbnails(all, headNames, room, pick) {
  const most = all.heads > 4 ? 40 : 60, side = room > 0 ? Math.max(28, Math.min(most, Math.floor((room - 40) / all.heads) - 8)) : most;
  const buttons = [], grid = node("div", { class: "lc-thumbs", role: "group", "aria-label": "heads",
    style: `--lc-thumb: ${side}px; grid-template-columns: auto repeat(${all.heads}, calc(var(--lc-thumb) + 4px))` });
  grid.append(node("span", {}), ...headNames.map((name, h) => node("span", { title: name }, String(h))));
  for (let layer = 0; layer < all.layers; layer++) {
    grid.append(node("span", { class: "lc-layer" }, String(layer)));
    for (let head = 0; head < all.heads; head++) {
      const label = `layer ${layer}, ${headNames[head]}`;
      const button = node("button", { type: "button", "aria-label": label, title: label, onclick: () => pick(layer, head) }, node("canvas"));
      buttons.push(button);
      grid.append(button);
    }
  }
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -all.heads, ArrowDown: all.heads };
  grid.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement) + (steps[event.key] || 0);
    if (!(event.key in steps) || !buttons[at]) return;
    event.preventDefault();
    buttons[at].focus(); // before anything is drawn, so that it costs no layout
    pick(Math.floor(at / all.heads), at % all.heads);
  });
  const draw = () => buttons.forEach((button, at) => {
    const small = shrink(headWeights(all, Math.floor(at / all.heads), at % all.heads), all.queries, all.keys, 56);
    paintPixels(button.firstChild, small.values, small.rows, small.columns, maximum(small.values));
  });
  const show = (layer, head) => buttons.forEach((button, at) => {
    const on = at === layer * all.heads + head;
    button.setAttribute("aria-pressed", on);
    button.tabIndex = on ? 0 : -1;
  });
  return { element: grid, draw, show };
}
