// The next token's distribution under temperature, top-k and top-p, and tokens drawn from it.

/** Probabilities at a temperature; 0 gives the first of the likeliest everything.
 * @param {ArrayLike<number>} logits @param {number} t @returns {Float64Array} */
export function heated(logits, t) {
  const out = new Float64Array(logits.length);
  let top = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i] > logits[top]) top = i;
  if (t === 0) { out[top] = 1; return out; }
  let sum = 0;
  for (let i = 0; i < out.length; i++) sum += out[i] = Math.exp((logits[i] - logits[top]) / t);
  return out.map((x) => x / sum);
}

/** Ids from the likeliest down, the smaller id first among equals. @param {ArrayLike<number>} p @returns {number[]} */
export function ranked(p) {
  return Array.from({ length: p.length }, (_, i) => i).sort((a, b) => p[b] - p[a] || a - b);
}

const overSum = (p) => {
  const sum = p.reduce((a, b) => a + b, 0);
  return p.map((x) => x / sum);
};

/** Only the k likeliest and what ties with the last of them; 0 is all. @param {Float64Array} p @param {number} k @returns {Float64Array} */
export function topK(p, k) {
  const floor = p.slice().sort()[p.length - Math.min(k || p.length, p.length)];
  return overSum(p.map((x) => (x < floor ? 0 : x)));
}

/** Only the smallest set of likeliest tokens that reaches p; 1 is all. @param {Float64Array} shares @param {number} p @returns {Float64Array} */
export function topP(shares, p) {
  if (p === 1) return overSum(shares);
  const out = new Float64Array(shares.length);
  let sum = 0;
  for (const id of ranked(shares)) {
    if (sum >= p) break;
    out[id] = shares[id];
    sum += shares[id];
  }
  return overSum(out);
}

/** What tokens are drawn from, and `cut`, the distribution in which top-p looks for its set.
 * @param {ArrayLike<number>} logits @param {{t: number, k: number, p: number, last: boolean}} how
 * @returns {{shares: Float64Array, cut: Float64Array}} */
export function distribution(logits, { t, k, p, last }) {
  const cut = topK(heated(logits, last ? 1 : t), k), kept = topP(cut, p);
  return { cut, shares: last ? heated(kept.map(Math.log), t) : kept };
}

/** How often each token comes in so many draws. @param {Float64Array} shares @param {number} draws @param {number} seed
 * @returns {Uint32Array} */
export function drawn(shares, draws, seed) {
  const counts = new Uint32Array(shares.length), ids = ranked(shares).filter((id) => shares[id] > 0), roll = random(seed);
  for (let n = 0; n < draws; n++) {
    const u = roll();
    let at = 0, sum = shares[ids[0]];
    while (sum <= u && at < ids.length - 1) sum += shares[ids[++at]];
    counts[ids[at]]++;
  }
  return counts;
}

/** Among how many equally likely tokens a choice would be as open: e to the entropy. @param {Float64Array} shares @returns {number} */
export function width(shares) {
  return Math.exp(shares.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0));
}
