// What a prompt laboratory computes of an answer; its view is in laboratory_view.js.

/** Tokens, time and the reason to stop, in words. @param {*} run @returns {string} */
export function summary(run) {
  const stop = run.finish ? `; finish ${run.finish}` : "";
  return `${run.read} tokens read, ${run.written} written${stop}; first piece after ${run.first.toFixed(2)} s, all after ${run.seconds.toFixed(2)} s`;
}

/** Among how many tokens the model seemed to choose, on average; 1 for no tokens. @param {number[]} probabilities @returns {number} */
export function perplexity(probabilities) {
  if (!probabilities.length) return 1;
  const total = probabilities.reduce((sum, p) => sum + Math.log(Math.max(p, 1e-9)), 0);
  return Math.exp(-total / probabilities.length);
}

/** With how many equal words two answers begin. @param {string[]} a @param {string[]} b @returns {number} */
export function common(a, b) {
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at += 1;
  return at;
}

/** What two runs were asked differently, in words. @param {*} a @param {*} b @returns {string} */
export function changed(a, b) {
  const names = { prompt: "prompt", system: "system instruction", temperature: "temperature", top_p: "top-p", limit: "at most" };
  const found = Object.keys(names).filter((name) => a[name] !== b[name]).map((name) => names[name]);
  return found.length ? `Changed: ${listed(found)}.` : "Nothing was changed.";
}
