// Shapes and weights of a transformer's boxes: symbols become numbers with the sizes of a model.

/** @param {(string|number)[]} symbols @param {Object<string, number>} sizes @returns {number[]} */
export function numbers(symbols, sizes) {
  return symbols.map((part) => (typeof part === "number" ? part : sizes[part]));
}

/** The sum of some products. @param {(string|number)[][]} products @param {Object<string, number>} sizes @returns {number} */
export function counted(products, sizes) {
  return products.reduce((sum, product) => sum + numbers(product, sizes).reduce((a, b) => a * b, 1), 0);
}

/** All weights of the model. @param {{weights: (string|number)[][], times: (string|number)[]}[]} boxes
 * @param {Object<string, number>} sizes @returns {number} */
export function total(boxes, sizes) {
  return boxes.reduce((sum, box) => sum + counted(box.weights, sizes) * numbers(box.times, sizes)[0], 0);
}

/** "(2, 6, 64)". @param {number[]} shape @returns {string} */
export function worded(shape) {
  return `(${shape.map(String).join(", ")})`;
}

/** 1,234,567. @param {number} count @returns {string} */
export function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** What a box does to the shapes, in a sentence. @param {object} box @param {object|undefined} before the box below it
 * @param {Object<string, number>} sizes @returns {string} */
export function sentence(box, before, sizes) {
  const out = worded(numbers(box.shape, sizes)), came = before && worded(numbers(before.shape, sizes));
  return `${box.name}: ${came === undefined ? `${out} token ids` : came === out ? `${out} goes in and comes out` : `${came} goes in, ${out} comes out`}.`;
}

/** Its attention weights and its own weights. @param {object} box @param {Object<string, number>} sizes @returns {string} */
export function remarks(box, sizes) {
  const times = numbers(box.times, sizes)[0], own = counted(box.weights, sizes), words = [box.words];
  if (box.looks.length) words.push(`Its table of attention weights is ${worded(numbers(box.looks, sizes))}.`);
  if (own) words.push(`${grouped(own)} weights${times > 1 ? ` in each of ${times} blocks` : ""}.`);
  return words.join(" ");
}
