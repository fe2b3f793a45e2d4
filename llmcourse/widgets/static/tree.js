// A tree of continuations: which of its branches beam search keeps, and which ones samples take.
// A tree is three lists, one entry a node: its parent (-1 for the root), its probability, whether it ends the text.

/** @param {number[]} parents @returns {number[][]} */
export function childrenOf(parents) {
  const out = parents.map(() => []);
  parents.forEach((parent, at) => parent >= 0 && out[parent].push(at));
  return out;
}

/** The probability of the way from the root to every node. @param {number[]} parents @param {number[]} p @returns {Float64Array} */
export function pathChances(parents, p) {
  const out = new Float64Array(p.length);
  parents.forEach((parent, at) => { out[at] = parent < 0 ? 1 : out[parent] * p[at]; });
  return out;
}

/** The nodes that beam search keeps after each step, the best first; step 0 is the root.
 * @param {{parents: number[], p: number[], ends: boolean[]}} tree @param {number} width @param {number} depth @returns {number[][]} */
export function beams({ parents, p, ends }, width, depth) {
  const children = childrenOf(parents), chance = pathChances(parents, p), steps = [[0]];
  for (let step = 0; step < depth; step++) {
    const found = steps[step].flatMap((at) => (ends[at] ? [at] : children[at]));
    steps.push(found.sort((a, b) => chance[b] - chance[a] || a - b).slice(0, width));
  }
  return steps;
}

/** Ways through the tree, each a list of nodes, drawn branch by branch; one that leaves the tree ends with -1.
 * @param {{parents: number[], p: number[], ends: boolean[]}} tree @param {number} draws @param {() => number} roll @param {number} depth
 * @returns {number[][]} */
export function samples({ parents, p, ends }, draws, roll, depth) {
  const children = childrenOf(parents);
  return Array.from({ length: draws }, () => {
    const way = [0];
    while (way.length <= depth) {
      const at = way[way.length - 1], u = roll();
      if (ends[at]) break;
      let sum = 0, next = -1;
      for (const child of children[at]) {
        sum += p[child];
        if (u < sum) { next = child; break; }
      }
      way.push(next);
      if (next < 0) break;
    }
    return way;
  });
}
