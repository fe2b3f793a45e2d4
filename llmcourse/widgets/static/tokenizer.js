// Two tokenizers: byte-pair encoding by rank, and Unigram by Viterbi. The view draws tokens as chips.

/** Byte-pair encoding of one word of byte characters. @param {string} word
 * @param {Map<string, number>} ranks rank of each pair, its parts joined by a line break @param {number} limit merges in use @returns {string[]} */
export function encodeWord(word, ranks, limit) {
  let symbols = Array.from(word);
  for (;;) {
    let best = limit, pair = null;
    for (let i = 0; i + 1 < symbols.length; i++) {
      const rank = ranks.get(`${symbols[i]}\n${symbols[i + 1]}`);
      if (rank !== undefined && rank < best) [best, pair] = [rank, [symbols[i], symbols[i + 1]]];
    }
    if (!pair) return symbols;
    const merged = [];
    for (let i = 0; i < symbols.length; i++) {
      const found = symbols[i] === pair[0] && symbols[i + 1] === pair[1];
      merged.push(found ? symbols[i] + symbols[++i] : symbols[i]);
    }
    symbols = merged;
  }
}

/** All words of a text. @param {string} text @param {Map<string, number>} ranks @param {number} limit @returns {string[]} */
export function bpe(text, ranks, limit) {
  return splitWords(text).flatMap((word) => encodeWord(asBytes(word), ranks, limit));
}

/** The ranks of merges. @param {[string, string][]} merges @returns {Map<string, number>} */
export function ranked(merges) {
  return new Map(merges.map(([left, right], i) => [`${left}\n${right}`, i]).reverse());
}

/** The likeliest pieces of one word; a character that is no piece costs ten more than the least likely piece.
 * @param {string} word @param {Map<string, number>} logProbs @param {number} unknown @returns {string[]} */
export function viterbi(word, logProbs, unknown) {
  const letters = Array.from(word), best = [{ score: 0, from: 0 }];
  for (let end = 1; end <= letters.length; end++) {
    best[end] = { score: -Infinity, from: 0 };
    for (let start = 0; start < end; start++) {
      const known = logProbs.get(letters.slice(start, end).join(""));
      const cost = known ?? (end === start + 1 ? unknown : undefined);
      if (cost === undefined) continue;
      const score = best[start].score + cost;
      if (score > best[end].score) best[end] = { score, from: start };
    }
  }
  const pieces = [];
  for (let end = letters.length; end > 0; end = best[end].from) pieces.unshift(letters.slice(best[end].from, end).join(""));
  return pieces;
}

/** All words of a text. @param {string} text @param {Map<string, number>} logProbs @returns {string[]} */
export function unigram(text, logProbs) {
  const unknown = Math.min(...logProbs.values()) - 10;
  return splitWords(text).flatMap((word) => viterbi(word, logProbs, unknown));
}

/** Sizes in words. @param {string} text @param {string[]} tokens @returns {string} */
export function sizes(text, tokens) {
  const bytes = new TextEncoder().encode(text).length, letters = Array.from(text).length;
  const some = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;
  if (!tokens.length) return "No text, no tokens.";
  return `${some(letters, "character")}, ${some(bytes, "byte")} → ${some(tokens.length, "token")}: ${(bytes / tokens.length).toFixed(1)} bytes a token.`;
}
