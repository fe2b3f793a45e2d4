// Attention one step at a time: embeddings, Q K V, scores, scale, mask, softmax, weighted sum.
// Every number on the page is computed here from the embeddings and the three weight matrices.

const STAGES = ["embeddings", "Q, K, V", "QKᵀ", "÷ √dₖ", "mask", "softmax", "weighted sum"];

/** Which keys a query may look at: what was given, and, if asked, nothing after itself.
 * @param {number} time @param {Uint8Array|null} given @param {boolean} causal @returns {Uint8Array} 1 = may look */
export function allowed(time, given, causal) {
  return Uint8Array.from({ length: time * time }, (_, at) =>
    Number((!given || given[at]) && (!causal || at % time <= Math.floor(at / time))));
}

/** Every stage of scaled dot-product attention, flat and row by row.
 * @param {{time: number, dModel: number, dKey: number, dValue: number, x: Float64Array, wq: Float64Array,
 *   wk: Float64Array, wv: Float64Array}} input
 * @param {{scale: boolean, mask: Uint8Array}} options
 * @returns {Object<string, Float64Array>} */
export function stages(input, { scale, mask }) {
  const { time, dModel, dKey, dValue, x } = input;
  const query = matmul(x, input.wq, time, dModel, dKey);
  const key = matmul(x, input.wk, time, dModel, dKey);
  const value = matmul(x, input.wv, time, dModel, dValue);
  const scores = matmul(query, transpose(key, time, dKey), time, dKey, time);
  const scaled = scores.map((s) => (scale ? s / Math.sqrt(dKey) : s));
  const masked = scaled.map((s, at) => (mask[at] ? s : -Infinity));
  const weights = softmaxRows(masked, time, time);
  const output = matmul(weights, value, time, time, dValue);
  return { embeddings: x, query, key, value, scores, scaled, masked, weights, output };
}

/** Over how many tokens a row of weights is spread: 2 to its entropy in bits. @param {ArrayLike<number>} row @returns {number} */
export function spread(row) {
  return Math.exp(-Array.from(row).reduce((sum, w) => sum + (w > 0 ? w * Math.log(w) : 0), 0));
}

/** Index of the largest number; the first of equals. @param {ArrayLike<number>} row @returns {number} */
export function largest(row) {
  return Array.from(row).reduce((best, v, at, all) => (v > all[best] ? at : best), 0);
}

const rowOf = (matrix, at, width) => matrix.subarray(at * width, (at + 1) * width);
const vector = (row) => `(${Array.from(row, format).join(", ")})`;

/** What the stage does. @param {number} stage @param {{dModel: number, dKey: number, origin: string}} sizes @param {boolean} scale @returns {string} */
export function lead(stage, { dModel, dKey, origin }, scale) {
  return [
    `Each token enters as a vector of ${dModel} numbers: one row of X.`,
    `Three matrices (${origin}) turn every row of X into a query (what it looks for), a key (what it offers) and a value (what it passes on).`,
    "Every query meets every key. Their dot product is the score: how well the two match.",
    scale
      ? `Scores are divided by √dₖ = √${dKey} = ${format(Math.sqrt(dKey))}, so that long vectors do not push the softmax to all or nothing.`
      : "Scaling is switched off: the scores stay as they are, and the softmax will be sharper for it.",
    "Where a query may not look, the score becomes −∞, and the softmax will turn it into exactly 0.",
    "The softmax makes every row positive with a sum of 1: these are the attention weights.",
    "Each token’s new vector is the average of all values, weighted by its row. This is Z.",
  ][stage];
}

/** What the selected row now holds: a finding, and the arithmetic behind it.
 * @param {number} stage @param {Object<string, Float64Array>} all @param {number} row
 * @param {{time: number, dModel: number, dKey: number, dValue: number}} sizes @param {string[]} names
 * @returns {{finding: string, detail: string, best: number}} */
export function findings(stage, all, row, sizes, names) {
  const { time, dModel, dKey, dValue } = sizes, me = names[row];
  const rows = (name, width) => rowOf(all[name], row, width);
  const shown = [all.scores, all.scores, all.scores, all.scaled, all.masked, all.weights, all.weights][stage];
  const line = rowOf(shown, row, time), best = largest(line), other = names[best];
  const open = rows("masked", time).filter((s) => s > -Infinity).length;
  const query = rows("query", dKey), key = rowOf(all.key, best, dKey);
  const product = Array.from(query, (q, k) => `${format(q)}·${format(key[k])}`).join(" + ");
  if (stage === 0) return { finding: `${me} enters as ${vector(rows("embeddings", dModel))}.`, detail: "", best: -1 };
  if (stage === 1) {
    const detail = `Its key is ${vector(rows("key", dKey))}, its value ${vector(rows("value", dValue))}.`;
    return { finding: `${me} asks with the query ${vector(query)}.`, detail, best: -1 };
  }
  if (stage === 2) return { finding: `${me} matches ${other} best: ${format(line[best])}.`, detail: `${product} = ${format(line[best])}`, best };
  if (stage === 3) {
    const detail = `Before: ${format(all.scores[row * time + best])}; now: ${format(line[best])}.`;
    return { finding: `The best match of ${me} is still ${other}: ${format(line[best])}.`, detail, best };
  }
  if (!open) return { finding: `${me} may look at nothing: a softmax over nothing is nan.`, detail: "Let every query look at one key at least.", best: -1 };
  if (stage === 4) return { finding: `${me} may look at ${open} of ${time} tokens.`, detail: `Its best match among them is ${other}: ${format(line[best])}.`, best };
  if (stage === 5) {
    const detail = `That is as wide as an even look at ${spread(line).toFixed(1)} tokens.`;
    return { finding: `${me} looks most at ${other}: ${format(line[best])}.`, detail, best };
  }
  const order = Array.from(line.keys()).sort((a, b) => line[b] - line[a]).slice(0, 3).filter((at, i) => !i || line[at] >= 0.05);
  const mix = order.map((at) => `${format(line[at])} of ${names[at]}`);
  return { finding: `${me} becomes ${vector(rows("output", dValue))}.`, detail: `Mostly ${listed(mix)}.`, best };
}

/** A table of numbers. @param {{symbol: string, words: string, rows: string[], columns: string[], onPick?: (row: number) => void}} options
 * @returns {{element: HTMLElement, table: HTMLElement, caption: HTMLElement, cells: HTMLElement[], lines: HTMLElement[]}} */
export function matrix({ symbol, words, rows, columns, onPick }) {
  const cells = [], lines = [];
  const table = node("table", { "aria-label": `${symbol} ${words}` });
  table.append(node("thead", { class: "lc-sr" }, node("tr", {}, node("td"), ...columns.map((c) => node("th", { scope: "col" }, c)))));
  const body = node("tbody");
  rows.forEach((name, i) => {
    const line = node("tr", onPick ? { onclick: () => onPick(i) } : {}, node("th", { scope: "row", class: "lc-sr" }, name));
    for (let j = 0; j < columns.length; j++) {
      const cell = node("td");
      cells.push(cell);
      line.append(cell);
    }
    lines.push(line);
    body.append(line);
  });
  table.append(body);
  const caption = node("figcaption", {}, symbol, node("small", {}, words));
  return { element: node("figure", { class: "lc-matrix" }, caption, table), table, caption, cells, lines };
}

/** Write numbers and colors into a block, unless they stand there already; `null` empties it.
 * @param {{cells: HTMLElement[], table: HTMLElement}} block @param {Float64Array|null} values @param {"signed"|"weights"} colors */
export function fill(block, values, colors) {
  if (block.values === values && block.colors === colors) return;
  Object.assign(block, { values, colors });
  block.table.classList.toggle("lc-empty", !values);
  const top = values ? values.reduce((most, v) => (Number.isFinite(v) ? Math.max(most, Math.abs(v)) : most), 1e-9) : 1;
  block.cells.forEach((cell, at) => {
    const v = values ? values[at] : NaN;
    const blank = !values || !Number.isFinite(v) || (colors === "weights" && v === 0);
    const text = !values ? "" : colors === "weights" && v === 0 ? "0" : format(v);
    if (cell.textContent !== text) cell.textContent = text;
    cell.className = values && blank ? "lc-hidden" : "";
    const rgb = colors === "weights" ? cividis(v) : v < 0 ? [213, 94, 0] : [0, 114, 178];
    const opacity = colors === "weights" ? 1 : 0.56 * (Math.abs(v) / top);
    cell.style.backgroundColor = blank ? "" : `rgb(${rgb.join(" ")} / ${opacity.toFixed(3)})`;
    cell.style.color = blank || colors !== "weights" ? "" : inkOn(rgb);
  });
}

function appear(block) {
  if (calm()) return;
  block.lines.forEach((line, i) =>
    line.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 180, delay: 26 * i, fill: "backwards" }));
}

/** The two boards: X with its projections, and the scores between queries, keys and values.
 * @param {string[]} tokens @param {{dModel: number, dKey: number, dValue: number, origin: string}} sizes @param {(row: number) => void} onPick */
export function boards(tokens, { dModel, dKey, dValue, origin }, onPick) {
  const dims = (n) => Array.from({ length: n }, (_, i) => `dimension ${i}`);
  const block = (symbol, words, rows, columns, pick = onPick) => matrix({ symbol, words, rows, columns, onPick: pick });
  const shape = (a, b) => `${a} × ${b}`;
  const make = {
    wq: block("Wq", origin, dims(dModel), dims(dKey), null),
    wk: block("Wk", origin, dims(dModel), dims(dKey), null),
    wv: block("Wv", origin, dims(dModel), dims(dValue), null),
    x: block("X", `embeddings, ${shape(tokens.length, dModel)}`, tokens, dims(dModel)),
    q: block("Q", "queries", tokens, dims(dKey)),
    k: block("K", "keys", tokens, dims(dKey)),
    v: block("V", "values", tokens, dims(dValue)),
    query: block("Q", "queries", tokens, dims(dKey)),
    key: block("Kᵀ", "keys", dims(dKey), tokens, null),
    value: block("Vᵀ", "values", dims(dValue), tokens, null),
    scores: block("S", "scores", tokens, tokens),
    output: block("Z", "new vectors", tokens, dims(dValue)),
  };
  const labels = () => node("div", { class: "lc-rows", "aria-hidden": "true" }, ...tokens.map((t, i) => node("div", { onclick: () => onPick(i) }, visible(t))));
  const columns = node("div", { class: "lc-columns", "aria-hidden": "true" }, ...tokens.map((t) => node("span", { title: visible(t) }, visible(t))));
  const tops = node("div", {}, node("div", { class: "lc-axis" }, "looks at →"), columns, make.key.element, make.value.element);
  const rows = [labels(), labels()];
  const gap = () => node("div"), note = (text) => node("div", { class: "lc-rule" }, text);
  const rule = note("");
  const project = node("div", { class: "lc-blocks", style: "grid-template-columns: repeat(5, max-content)" },
    gap(), note("A row of X times Wq is that token’s row of Q; times Wk, of K; times Wv, of V."), ...[make.wq, make.wk, make.wv].map((b) => b.element), rows[0], ...[make.x, make.q, make.k, make.v].map((b) => b.element));
  const attend = node("div", { class: "lc-blocks", style: "grid-template-columns: repeat(4, max-content)" },
    node("div", { class: "lc-corner" }, "looks from ↓"), rule, tops, gap(), rows[1],
    ...[make.query, make.scores, make.output].map((b) => b.element));
  return { blocks: make, project, attend, columns, rows, rule };
}
