// What a training sent, made ready to draw. The numbers come from Python; smoothing and scales are computed here.

/** Moving average that forgets, corrected at the start as AdamW's first moment is.
 * @param {number[]} values @param {number} weight 0 to below 1 @returns {number[]} */
export function smoothed(values, weight) {
  let mean = 0;
  return values.map((value, at) => {
    mean = weight * mean + (1 - weight) * value;
    return mean / (1 - weight ** (at + 1));
  });
}

/** Smallest and largest loss shown, widened a little. @param {Object} live @returns {[number, number]} */
export function extent(live) {
  const losses = [...live.losses, ...live.held_out].map(([, loss]) => loss).filter((loss) => loss > 0);
  return losses.length ? [0.9 * Math.min(...losses), 1.1 * Math.max(...losses)] : [0.5, 8];
}

/** 1, 2 and 5 times powers of ten within the range; 1 to 9 times where these are too few.
 * @param {number} low @param {number} high @returns {number[]} */
export function logTicks(low, high) {
  const within = (digits) => {
    const marks = [];
    for (let e = -4; e <= 4; e++) for (const m of digits) marks.push(Number((m * 10 ** e).toPrecision(6)));
    return marks.filter((mark) => low <= mark && mark <= high);
  };
  const few = within([1, 2, 5]);
  return few.length > 2 ? few : within([1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

/** @param {Object} live @param {Object<string, string>} states @returns {string} */
export function finding(live, states) {
  const said = states[live.state];
  if (!live.losses.length) return said[0].toUpperCase() + said.slice(1) + ".";
  const held = live.held_out.length ? `, held out ${live.held_out[live.held_out.length - 1][1].toFixed(2)}` : "";
  const loss = live.losses[live.losses.length - 1][1].toFixed(2);
  return `Step ${live.step} of ${live.n_steps}: loss ${loss}${held}, after ${live.tokens.toLocaleString("en-US")} tokens and ${live.seconds.toFixed(0)} s; ${said}.`;
}

/** A path through points. @param {number[][]} points @param {(x: number) => number} toX @param {(y: number) => number} toY @returns {string} */
export function path(points, toX, toY) {
  return points.map(([x, y], at) => `${at ? "L" : "M"}${toX(x).toFixed(1)} ${toY(y).toFixed(1)}`).join("");
}
