// What a context length costs, counted: keys and values, attention weights, multiplications and additions.

/** @param {Object} size @param {number} length @param {number} [bytes] @returns {[number, number, number]} bytes of cache, bytes of weights, FLOPs */
export function contextCost(size, length, bytes = 2) {
  const pairs = size.n_layers * size.n_heads * length * length;
  return [2 * size.n_layers * size.n_kv_heads * size.d_head * length * bytes, pairs * bytes, 2 * size.n_parameters * length + 4 * size.d_head * pairs];
}

/** The share of the work that grows with the square. @param {Object} size @param {number} length @returns {number} */
export function attentionShare(size, length) {
  return (4 * size.d_head * size.n_layers * size.n_heads * length * length) / contextCost(size, length)[2];
}

/** Three digits with a prefix, such as "1.34 GB". @param {number} number @param {string} unit @returns {string} */
export function amount(number, unit) {
  const prefixes = ["", "k", "M", "G", "T", "P", "E", "Z"];
  let at = 0;
  for (; at + 1 < prefixes.length && number >= 999.5; at++) number /= 1000;
  const digits = at === 0 || number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
  return `${number.toFixed(digits)} ${prefixes[at]}${unit}`;
}
