// The view of the sampling playground. What is typed goes to Python, if there is one; the rest is computed here.

const RANKS = 14, TEMPERATURES = Array.from({ length: 21 }, (_, i) => i / 10), KS = [0, 1, 2, 3, 4, 5, 6, 8, 10, 20, 40, 100];
const PS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 1], DRAWS = [0, 1, 10, 100, 1000, 10000];
const ORDERS = ["temperature first", "temperature last"];
const counted = (n) => n.toLocaleString("en-US");
const floatsOf = (view) => new Float32Array(bytesOf(view).slice().buffer);
const small = (p) => (p === 0 ? "0" : p < 0.0005 ? p.toExponential(0).replace("-", "−") : p.toFixed(3));
const spaced = (token) => token.replace(/\n/g, "⏎").replace(/ /g, "␣") || "∅";

function line(name, kept, own, share, sum, p, mine, often, top) {
  const percent = (x) => `${(100 * Math.min(x / top, 1)).toFixed(2)}%`;
  const bar = node("td", { class: "lc-pg-bar" }, node("i", { class: "lc-pg-own", style: `width: ${percent(own)}` }), node("i", { class: "lc-pg-now", style: `width: ${percent(share)}` }));
  if (mine !== null && mine > 0.002 * top) bar.append(node("b", { style: `left: ${percent(mine)}` }));
  if (often !== null && (often > 0 || share > 0.02 * top)) bar.append(node("u", { style: `left: ${percent(often)}` }));
  const running = node("td", { class: "lc-pg-sum" });
  if (sum !== null) {
    const track = node("div", { class: "lc-pg-track" }, node("i", { style: `width: ${Math.min(100 * sum, 100).toFixed(1)}%` }), ...(p < 1 ? [node("em", { style: `left: ${100 * p}%` })] : []));
    running.append(node("div", { class: "lc-pg-flex" }, track, node("span", {}, sum.toFixed(2))));
  }
  return node("tr", kept ? {} : { class: "lc-pg-out" }, node("th", { scope: "row" }, name), bar,
    node("td", { class: "lc-pg-number" }, kept ? small(share) : "cut"), running, node("td", { class: "lc-pg-number" }, often === null ? "" : often.toFixed(3)));
}

function render({ model, el }) {
  const { title, vocabulary, controls, name, label, start } = model.get("data");
  const live = Boolean(model.widget_manager), own = uid();
  const state = { ...start, draws: 3, seed: 1, prompt: model.get("told").prompt, asked: 0, waiting: false };
  let logits = floatsOf(model.get("logprobs")), yours = floatsOf(model.get("yours")), timer = 0;
  const view = frame(el, title), known = (text) => controls.includes(text);
  const change = (part, ask = true) => { Object.assign(state, part); if (ask) asks(60); show(); };
  const at = (list, value) => Math.max(0, list.indexOf(value));

  const typed = field({ label, value: state.prompt, onInput: (prompt) => { state.prompt = prompt; asks(250); show(); } });
  typed.element.classList.add("lc-pg-typed");
  const parts = [
    ["temperature", slider({ label: "Temperature", max: 20, value: at(TEMPERATURES, state.t), text: (i) => TEMPERATURES[i].toFixed(1), onInput: (i) => change({ t: TEMPERATURES[i] }) })],
    ["k", slider({ label: "Top-k", max: KS.length - 1, value: at(KS, state.k), text: (i) => (KS[i] ? String(KS[i]) : "off"), onInput: (i) => change({ k: KS[i] }) })],
    ["p", slider({ label: "Top-p", max: PS.length - 1, value: at(PS, state.p), text: (i) => (PS[i] < 1 ? String(PS[i]) : "1, off"), onInput: (i) => change({ p: PS[i] }) })],
    ["order", choice({ label: "Order", options: ORDERS, value: Number(state.last), onInput: (i) => change({ last: i === 1 }) })],
  ].filter(([which]) => known(which)).map(([, part]) => part.element);
  const draws = slider({ label: "Draws", max: DRAWS.length - 1, value: state.draws, text: (i) => counted(DRAWS[i]), onInput: (i) => change({ draws: i }, false) });
  const again = slider({ label: "Draw again", min: 1, max: 20, value: 1, text: (n) => `seed ${n}`, onInput: (seed) => change({ seed }, false) });
  view.controls.append(...(live ? [typed.element] : []), ...parts, draws.element, again.element);

  const heads = ["token", "", "probability", known("p") ? "running sum" : "", "drawn"];
  const body = node("tbody"), problem = node("div", { class: "lc-problem" });
  const head = node("thead", {}, node("tr", {}, ...heads.map((text) => (text ? node("th", { scope: "col" }, text) : node("td")))));
  const key = (kind, words) => node("span", {}, node("i", { class: `lc-pg-key ${kind}` }), words);
  const legend = node("div", { class: "lc-legend" }, key("lc-pg-now", "now"), key("lc-pg-own", "the model's own"), ...(name ? [key("lc-pg-yours", name)] : []), key("lc-pg-dot", "drawn"),
    ...(known("p") ? [key("lc-pg-line", "top-p")] : []));
  view.root.append(problem, node("table", { class: known("p") ? "lc-pg" : "lc-pg lc-pg-plain", "aria-label": "likeliest next tokens" }, head, body), legend);

  function asks(delay) {
    if (!live) { yours = new Float32Array(0); return; }
    state.waiting = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      state.asked += 1;
      const { prompt, t, k, p, last } = state;
      model.set("asked", { id: `${own} ${state.asked}`, prompt, t, k, p, last });
      model.save_changes();
    }, delay);
  }

  function answered() {
    const told = model.get("told");
    if (told.id.startsWith(own) && told.id !== `${own} ${state.asked}`) return; // an older question's
    logits = floatsOf(model.get("logprobs"));
    yours = floatsOf(model.get("yours"));
    state.waiting = false;
    if (typed.input !== document.activeElement) typed.input.value = state.prompt = told.prompt;
    show();
  }

  function verdict(shares) {
    if (!name) return "";
    if (state.waiting) return `Asking ${name} ...`;
    if (yours.length !== shares.length) return live ? "" : `${name} was asked at the first setting only: no Python is running here.`;
    const off = shares.map((p, i) => Math.abs(p - yours[i])), worst = off.indexOf(Math.max(...off));
    if (off[worst] < 1e-4) return `${name} agrees.`;
    return `${name} gives “${spaced(vocabulary[worst])}” ${small(yours[worst])}; here it is ${small(shares[worst])}.`;
  }

  function show() {
    const wrong = model.get("told").problem;
    problem.hidden = !wrong;
    problem.textContent = wrong;
    const { cut, shares } = distribution(logits, state), raw = heated(logits, 1), rank = ranked(logits), rows = rank.slice(0, RANKS);
    const n = DRAWS[state.draws], counts = drawn(shares, n, state.seed), kept = shares.filter((p) => p > 0).length;
    const top = Math.max(...rows.flatMap((id) => [raw[id], shares[id], n >= 100 ? counts[id] / n : 0])) * 1.03 || 1;
    const often = (count) => (n ? count / n : null), mine = (id) => (name && yours.length === shares.length && !state.waiting ? yours[id] : null);
    let sum = 0;
    const lines = rows.map((id) => line(spaced(vocabulary[id]), shares[id] > 0, raw[id], shares[id], known("p") ? (sum += cut[id]) : null, state.p, mine(id), often(counts[id]), top));
    const rest = rank.slice(RANKS), add = (of) => rest.reduce((total, id) => total + of[id], 0), others = add(shares);
    if (rest.length) lines.push(line(`${counted(rest.length)} others`, others > 0, add(raw), others, null, 1, null, often(add(counts)), top));
    body.replaceChildren(...lines);
    view.lead.textContent = live ? "Type a text of your own; the model reads it as you type." : `The text: “${visible(state.prompt)}”`;
    const best = rank.reduce((a, b) => (shares[b] > shares[a] ? b : a), rank[0]);
    view.find(`${counted(kept)} of ${counted(shares.length)} tokens can come. “${spaced(vocabulary[best])}” is likeliest: ${small(shares[best])}; the model says ${small(raw[best])}.`);
    const gap = Math.max(...shares.map((p, id) => Math.abs(p - counts[id] / n)));
    const dots = n ? ` Largest gap between ${counted(n)} ${n === 1 ? "draw" : "draws"} and the probabilities: ${gap.toFixed(3)}.` : "";
    view.detail.textContent = `As open as an even choice among ${width(shares).toFixed(1)} tokens.${dots} ${verdict(shares)}`;
  }

  model.on("change:told", answered);
  show();
  return () => { clearTimeout(timer); model.off("change:told", answered); view.stop(); };
}

export default { render };
