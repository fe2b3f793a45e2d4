// Masks of attention, and a test that finds out by experiment whether the future leaks through one.

/** The given function's mask for one length, from bits packed one mask after the other, big end first.
 * @param {Uint8Array} bits @param {number} length @returns {Uint8Array} 1 = may look */
export function givenMask(bits, length) {
  let first = 0;
  for (let n = 1; n < length; n++) first += n * n;
  return Uint8Array.from({ length: length * length }, (_, at) => (bits[(first + at) >> 3] >> (7 - ((first + at) & 7))) & 1);
}

/** The masks everyone knows. @param {string} kind @param {number} n @param {number} amount window, prefix or padding
 * @returns {Uint8Array} 1 = may look */
export function knownMask(kind, n, amount) {
  const rules = {
    causal: (i, j) => j <= i,
    window: (i, j) => j <= i && j > i - amount,
    prefix: (i, j) => j <= i || j < amount,
    padding: (i, j) => j < n - amount,
  };
  return Uint8Array.from({ length: n * n }, (_, at) => Number(rules[kind](Math.floor(at / n), at % n)));
}

/** Tiny attention: the vectors are queries, keys and values at once.
 * @param {Float64Array} x (n, d) @param {Uint8Array} mask @param {number} n @param {number} d @returns {Float64Array} */
export function tinyAttention(x, mask, n, d) {
  const scores = matmul(x, transpose(x, n, d), n, d, n).map((s, at) => (mask[at] ? s / Math.sqrt(d) : -Infinity));
  return matmul(softmaxRows(scores, n, n), x, n, n, d);
}

/** How far each output moves when one token is replaced: 0 = not at all, nan = undefined before and after.
 * @param {Float64Array} x (n, d) @param {Float64Array} other the replacement (d) @param {Uint8Array} mask
 * @param {number} n @param {number} d @param {number} token @returns {Float64Array} */
export function changes(x, other, mask, n, d, token) {
  const replaced = x.slice();
  replaced.set(other, token * d);
  const before = tinyAttention(x, mask, n, d), after = tinyAttention(replaced, mask, n, d);
  return Float64Array.from({ length: n }, (_, i) => {
    let most = 0;
    for (let k = i * d; k < (i + 1) * d; k++) most = Number.isNaN(before[k]) ? NaN : Math.max(most, Math.abs(after[k] - before[k]));
    return most;
  });
}

/** Positions before the token whose output moved. @param {Float64Array} moved @param {number} token @returns {number[]} */
export function leaking(moved, token) {
  return Array.from(moved.keys()).filter((i) => i < token && moved[i] > 1e-9);
}

/** @param {number} token @param {number[]} leaks @returns {string} */
export function verdict(token, leaks) {
  if (token === 0) return "Nothing stands before token 0: replace a later one to look for a leak.";
  if (!leaks.length) return `Changing token ${token}: no earlier output changes, so no leak.`;
  const where = `${leaks.length === 1 ? "position" : "positions"} ${listed(leaks.map(String))}`;
  return `Changing token ${token} changes the output at ${where}: the mask leaks the future.`;
}

/** What else is worth knowing of the whole mask. @param {Uint8Array} mask @param {number} n @param {string} kind @returns {string} */
export function remarks(mask, n, kind) {
  let ahead = 0;
  const blind = [];
  for (let i = 0; i < n; i++) {
    let open = 0;
    for (let j = 0; j < n; j++) {
      open += mask[i * n + j];
      if (j > i) ahead += mask[i * n + j];
    }
    if (!open) blind.push(String(i));
  }
  const words = [ahead ? `${ahead} ${ahead === 1 ? "cell of this mask looks" : "cells of this mask look"} ahead.` : "No cell of this mask looks ahead."];
  if (ahead && kind === "prefix") words.push("A prefix mask does so on purpose: within the prompt, every token may see every other.");
  if (ahead && kind === "padding") words.push("A padding mask hides filler at the end; it does not hide the future.");
  if (blind.length) words.push(`Position ${listed(blind)} may look at nothing: a softmax over nothing is nan.`);
  return words.join(" ");
}
