// Random numbers that a seed fixes, the same in every browser, for the widgets that draw.

/** Even numbers from 0 to 1 (mulberry32). @param {number} seed @returns {() => number} */
export function random(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
