// The view of the tokenizer explorer: type, move the number of merges, watch tokens join.

const chip = (text, id, kind, title) => node("li", { class: kind, title }, node("b", {}, text), node("small", {}, id));

function bpeChips(tokens, ids, last) {
  return tokens.map((token, i) => {
    const bytes = !whole(token), kinds = [i % 2 ? "lc-odd" : "", bytes ? "lc-bytes" : "", token === last ? "lc-new" : ""];
    const title = bytes ? "bytes that are no whole character" : token === last ? "made by the last merge" : "token and id";
    return chip(readable(token), String(ids.get(token)), kinds.join(" ").trim(), title);
  });
}

function unigramChips(tokens, logProbs) {
  return tokens.map((token, i) => {
    const known = logProbs.has(token), shown = token.replace(/ /g, "␣");
    return chip(shown, known ? format(logProbs.get(token)) : "unknown", `${i % 2 ? "lc-odd" : ""}${known ? "" : " lc-bytes"}`.trim(), known ? "piece and its log-probability" : "no piece of the vocabulary");
  });
}

export function render({ model, el }) {
  const { title, merges, log_probs: pairs, samples } = model.get("data");
  const ranks = ranked(merges), logProbs = new Map(pairs);
  const ids = new Map([...ALPHABET, ...merges.map((pair) => pair.join(""))].map((token, id) => [token, id]));
  const view = frame(el, title), state = { text: samples[0][1], n: merges.length };
  const move = (change) => { Object.assign(state, change); show(); };
  const typed = field({ label: "Text", value: state.text, onInput: (text) => move({ text }) });
  const sample = choice({ label: "Sample", options: samples.map((s) => s[0]), onInput: (at) => {
    typed.input.value = samples[at][1];
    move({ text: samples[at][1] });
  } });
  const amount = slider({ label: "Merges in use", max: merges.length, value: state.n, text: (n) => `${n} of ${merges.length}`, onInput: (n) => move({ n }) });
  const step = (by) => { amount.set(Math.min(Math.max(state.n + by, 0), merges.length)); move({ n: Number(amount.input.value) }); };
  const back = node("button", { type: "button", class: "lc-button", onclick: () => step(-1) }, "← Undo one");
  const next = node("button", { type: "button", class: "lc-button", onclick: () => step(1) }, "One more →");
  amount.element.lastChild.append(back, next);
  view.controls.append(sample.element, typed.element, amount.element);
  const list = node("ul", { class: "lc-chips", "aria-label": "tokens by byte-pair encoding" });
  const other = node("ul", { class: "lc-chips", "aria-label": "pieces by Unigram" });
  const heading = (words) => node("div", { class: "lc-axis lc-over" }, words);
  const second = logProbs.size ? [heading("Unigram: the likeliest pieces, with their log-probabilities"), other] : [];
  view.root.append(heading("Byte-pair encoding: tokens, with their ids"), list, ...second,
    node("div", { class: "lc-legend", "aria-hidden": "true" }, node("span", {}, "␣ a space, part of its token"),
      node("span", {}, node("i", { class: "lc-key lc-new" }), "made by the last merge"), node("span", {}, node("i", { class: "lc-key lc-bytes" }), second.length ? "bytes of a cut character, or unknown" : "bytes of a cut character")));

  function show() {
    const last = state.n ? merges[state.n - 1] : null, tokens = bpe(state.text, ranks, state.n);
    list.replaceChildren(...bpeChips(tokens, ids, last && last.join("")));
    view.find(sizes(state.text, tokens));
    view.lead.textContent = last ? `Merge ${state.n} joined “${readable(last[0])}” and “${readable(last[1])}”.` : "No merges: every byte is a token of its own.";
    back.disabled = state.n === 0;
    next.disabled = state.n === merges.length;
    if (!logProbs.size) return;
    const pieces = unigram(state.text, logProbs);
    other.replaceChildren(...unigramChips(pieces, logProbs));
    view.detail.textContent = `Unigram: ${pieces.length} ${pieces.length === 1 ? "piece" : "pieces"}, from a vocabulary of ${logProbs.size}.`;
  }

  show();
  return view.stop;
}

export default { render };
