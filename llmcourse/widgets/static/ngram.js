// An n-gram table at work: the next word's probabilities for a text so far, and text drawn from them.

/** Counts of one order. @param {ArrayLike<number>} grams runs of `order` word ids and a count
 * @param {number} order @returns {Map<string, Map<number, number>>} context -> word -> count */
export function tableOf(grams, order) {
  const table = new Map();
  for (let at = 0; at < grams.length; at += order + 1) {
    const context = Array.from(grams.slice(at, at + order - 1)).join(), word = grams[at + order - 1];
    if (!table.has(context)) table.set(context, new Map());
    table.get(context).set(word, grams[at + order]);
  }
  return table;
}

/** The last order - 1 words, START before the first. @param {number[]} ids -1 = unknown @param {number} order
 * @returns {number[]} START has id 0 */
export function contextOf(ids, order) {
  return order === 1 ? [] : [...Array(order - 1).fill(0), ...ids].slice(1 - order);
}

/** Probability of every word after a context, with k added to every count; START never comes.
 * @param {Map<number, number>|undefined} followers @param {number} words START counted @param {number} k @returns {Float64Array} */
export function distribution(followers, words, k) {
  const out = new Float64Array(words).fill(k);
  out[0] = 0;
  let total = k * (words - 1);
  for (const [word, count] of followers || []) { out[word] += count; total += count; }
  return total ? out.map((p) => p / total) : out;
}

/** The word where the running sum passes `roll`; the last possible one where it never does.
 * @param {Float64Array} probabilities @param {number} roll @returns {number} */
export function drawn(probabilities, roll) {
  let sum = 0, last = -1;
  for (let word = 0; word < probabilities.length; word++) {
    if (!probabilities[word]) continue;
    sum += probabilities[word];
    last = word;
    if (roll < sum) break;
  }
  return last;
}

/** Word ids drawn after a text until END (id 1) or `most` words; stops where nothing is possible.
 * @param {Map<string, Map<number, number>>} table @param {number[]} ids @param {number} order
 * @param {number} words @param {number} k @param {number} seed @param {number} most @returns {number[]} */
export function continued(table, ids, order, words, k, seed, most) {
  const roll = random(seed), text = [...ids], from = ids.length;
  while (text.length < from + most) {
    const word = drawn(distribution(table.get(contextOf(text, order).join()), words, k), roll());
    if (word < 2) break;
    text.push(word);
  }
  return text.slice(from);
}

const NAMES = ["unigrams: no context", "bigrams: 1 word", "trigrams: 2 words", "4-grams: 3 words", "5-grams: 4 words"];
const SHOWN = 10;
const small = (p) => (p === 0 ? "0" : p < 0.0005 ? p.toExponential(0).replace("-", "−") : p.toFixed(3));
const quoted = (words) => `“${words.join(" ")}”`;

function row(word, p, count, seen, top) {
  const bar = node("i", { style: `width: ${((100 * p) / top).toFixed(1)}%` });
  return node("tr", {}, node("th", { scope: "row" }, word === "</s>" ? "(end of sentence)" : word), node("td", { class: "lc-ng-bar" }, bar),
    node("td", {}, small(p)), node("td", { class: "lc-ng-seen" }, seen ? `${count} of ${seen}` : "never"));
}

function render({ model, el }) {
  const { title, words, orders, k: ks, prompt, name, problems, most } = model.get("data");
  const view_ = model.get("grams"), all = new Int16Array(bytesOf(view_).slice().buffer);
  const tables = [];
  for (let order = 1, at = 0; order <= orders.length; at += orders[order - 1], order++)
    tables.push(tableOf(all.subarray(at, at + orders[order - 1]), order));
  const state = { order: Math.min(3, orders.length), k: 0, seed: 1, text: prompt };
  const view = frame(el, title), change = (part) => { Object.assign(state, part); show(); };
  const text = field({ label: "Text so far", value: prompt, onInput: (typed) => change({ text: typed }) });
  text.element.classList.add("lc-ng-typed");
  const order = slider({ label: "Order n", min: 1, max: orders.length, value: state.order, text: (n) => NAMES[n - 1], onInput: (value) => change({ order: value }) });
  const k = slider({ label: "Smoothing k", max: ks.length - 1, value: state.k, text: (at) => `+ ${ks[at]}`, onInput: (value) => change({ k: value }) });
  const seed = slider({ label: "Draw again", min: 1, max: 20, value: 1, text: (n) => `draw ${n}`, onInput: (value) => change({ seed: value }) });
  view.controls.append(text.element, order.element, k.element, seed.element);
  view.lead.textContent = `The table was counted by ${name}. Type the beginning of a sentence; only the underlined words decide.`;
  const chips = node("p", { class: "lc-ng-words" }), body = node("tbody"), sampled = node("p", { class: "lc-ng-sampled" });
  const heads = ["next word", "", "probability", "seen"].map((head) => (head ? node("th", { scope: "col" }, head) : node("td")));
  const board = node("table", { class: "lc-ng-next", "aria-label": "likeliest next words" }, node("thead", {}, node("tr", {}, ...heads)), body);
  const problem = node("div", { class: "lc-problem" });
  view.root.append(problem, chips, board, sampled);

  function findings(context, names, p, followers) {
    const best = p.indexOf(Math.max(...p)), seen = followers ? [...followers.values()].reduce((a, b) => a + b, 0) : 0;
    const after = context.length ? `After ${quoted(names)}` : "Whatever stands before";
    const times = (n) => (n === 1 ? "1 time" : `${n} times`);
    if (followers) {
      const rest = p.reduce((sum, x, at) => sum + (followers.has(at) ? 0 : x), 0);
      view.find(`${after}, ${quoted([words[best]])} is likeliest: ${small(p[best])}, seen ${followers.get(best)} of ${times(seen)}.`);
      view.detail.textContent = `${words.length - 1 - followers.size} of ${words.length - 1} words were never seen here; together they get ${small(rest)}.`;
      return;
    }
    const never = `${quoted(names)} never stands in the text`;
    view.find(ks[state.k] ? `${never}: all ${words.length - 1} words are equally likely, ${small(p[best])} each.` : `${never}: without smoothing every word gets probability 0.`);
    view.detail.textContent = "A shorter context has a better chance of having been seen.";
  }

  function show() {
    const wrong = problems[state.order], parts = state.text.split(/\s+/).filter(Boolean);
    for (const part of [chips, board, sampled]) part.hidden = wrong !== undefined;
    problem.hidden = wrong === undefined;
    if (wrong !== undefined) {
      problem.textContent = wrong;
      view.find(`${name} gave no table of order ${state.order}.`);
      view.detail.textContent = "";
      return;
    }
    const ids = parts.map((word) => words.indexOf(word)), n = state.order, strength = ks[state.k];
    const context = contextOf(ids, n), table = tables[n - 1], followers = table.get(context.join());
    const shown = [...Array(Math.max(0, n - 1)).fill(words[0]), ...parts].slice(n === 1 ? Infinity : 1 - n);
    const p = distribution(followers, words.length, strength);
    const line = [...(parts.length < n - 1 ? Array(n - 1 - parts.length).fill(words[0]) : []), ...parts];
    chips.replaceChildren(...line.flatMap((word, at) => [
      node("span", { class: `${at >= line.length - n + 1 ? "lc-ng-used" : "lc-ng-unused"}${words.includes(word) ? "" : " lc-ng-unknown"}`,
        title: words.includes(word) ? "" : "never stands in the text" }, word), " "]), node("span", { class: "lc-ng-blank" }, "?"));
    const seen = followers ? [...followers.values()].reduce((a, b) => a + b, 0) : 0;
    const rank = Array.from(p.keys()).filter((at) => p[at] > 0).sort((a, b) => p[b] - p[a] || a - b).slice(0, SHOWN);
    body.replaceChildren(...rank.map((at) => row(words[at], p[at], followers?.get(at) ?? 0, seen, Math.max(p[rank[0]], 1e-12))));
    const more = continued(table, ids, n, words.length, strength, state.seed, most).map((at) => words[at]);
    sampled.replaceChildren(node("span", { class: "lc-axis" }, "A sentence drawn from here: "), parts.join(" "), " ", node("b", {}, more.length ? more.join(" ") : rank.length ? "(it ends at once)" : "(nothing can follow)"));
    board.hidden = rank.length === 0;
    findings(context, shown, p, followers);
  }

  show();
  return view.stop;
}

export default { render };
