// Best-of-n: what is picked by a reward, how good it is on average, and what it costs.

/** The mean value of what best-of-n picks, over all choices of n of these candidates; the earlier one wins a tie.
 * @param {number[]} rewards @param {number[]} values @param {number} n @returns {number} */
export function bestOfN(rewards, values, n) {
  const m = rewards.length, order = Array.from({ length: m }, (_, i) => i).sort((a, b) => rewards[b] - rewards[a] || a - b);
  let chance = n / m, mean = 0;
  for (let rank = 0; rank <= m - n; rank++) { // that the candidate of this rank is drawn and no better one
    mean += values[order[rank]] * chance;
    chance *= (m - n - rank) / (m - 1 - rank || 1);
  }
  return mean;
}

/** Best-of-n averaged over the problems, for n from 1 to all. @param {number[][]} rewards @param {number[][]} values @returns {number[]} */
export function curve(rewards, values) {
  const m = rewards[0].length;
  return Array.from({ length: m }, (_, at) => rewards.reduce((sum, row, i) => sum + bestOfN(row, values[i], at + 1), 0) / rewards.length);
}

/** Which of the first n candidates has the highest reward, the earliest of equals. @param {number[]} rewards @param {number} n @returns {number} */
export function picked(rewards, n) {
  let best = 0;
  for (let at = 1; at < n; at++) if (rewards[at] > rewards[best]) best = at;
  return best;
}
