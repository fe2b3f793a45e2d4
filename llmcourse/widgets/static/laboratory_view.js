// The view of the prompt laboratory. Python asks the service; pieces of the answer come through `told`.

const TEMPERATURES_LAB = Array.from({ length: 21 }, (_, i) => i / 10), LIMITS = [5, 10, 20, 40, 60, 100, 150, 250], TOPS = [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1];
const shownToken = (text) => text.replace(/\n/g, "⏎").replace(/ /g, "␣") || "∅";
const short = (text, most = 34) => { const line = text.replace(/\s+/g, " "); return line.length > most ? `${line.slice(0, most - 1)}…` : line; };
const nearest = (list, value) => list.reduce((best, x, at) => (Math.abs(x - value) < Math.abs(list[best] - value) ? at : best), 0);

function render({ model, el }) {
  const { title, start } = model.get("data");
  const live = Boolean(model.widget_manager), own = uid();
  const state = { ...start, run: model.get("runs").length - 1, other: 0, token: 0, asked: 0, waiting: false, text: "" };
  const view = frame(el, title);
  const id = uid();
  const editor = node("textarea", { id, class: "lc-lab-editor", rows: 3, maxlength: 2000, spellcheck: "false" });
  editor.value = start.prompt;
  editor.addEventListener("input", () => { state.prompt = editor.value; });
  const send = node("button", { class: "lc-button", type: "button", onclick: ask }, "Ask");
  const system = field({ label: "System instruction", value: start.system, onInput: (text) => { state.system = text; show(); } });
  const temperature = slider({ label: "Temperature", max: 20, value: nearest(TEMPERATURES_LAB, start.temperature), text: (i) => TEMPERATURES_LAB[i].toFixed(1), onInput: (i) => { state.temperature = TEMPERATURES_LAB[i]; } });
  const top = slider({ label: "Top-p", max: TOPS.length - 1, value: nearest(TOPS, start.top_p), text: (i) => String(TOPS[i]), onInput: (i) => { state.top_p = TOPS[i]; } });
  const limit = slider({ label: "At most", max: LIMITS.length - 1, value: nearest(LIMITS, start.limit), text: (i) => `${LIMITS[i]} tokens`, onInput: (i) => { state.limit = LIMITS[i]; } });
  const shownRun = choice({ label: "Show answer", options: [""], onInput: (at) => { state.run = at; state.token = 0; show(); } });
  const otherRun = choice({ label: "beside", options: [""], onInput: (at) => { state.other = at; show(); } });
  const token = slider({ label: "Token", max: 1, value: 0, text: (at) => String(at + 1), onInput: (at) => { state.token = at; show(); } });
  const edit = node("div", { class: "lc-lab-edit" }, node("label", { for: id }, "Prompt"), editor, node("div", { class: "lc-line" }, send, node("span", { class: "lc-axis" }, "or Ctrl + Enter")));
  editor.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); } });
  if (live) view.controls.append(edit, system.element, temperature.element, top.element, limit.element);
  const bar = node("div", { class: "lc-controls lc-lab-choose" }, shownRun.element, otherRun.element, token.element);
  const problem = node("div", { class: "lc-problem" }), left = node("div", { class: "lc-lab-answer" }), right = node("div", { class: "lc-lab-answer lc-lab-other" }), others = node("div", { class: "lc-lab-others" });
  view.root.append(bar, problem, node("div", { class: "lc-lab-two" }, left, right), others);
  if (!live) view.controls.remove();

  function ask() {
    if (state.waiting || !editor.value.trim()) return;
    state.asked += 1;
    state.waiting = true;
    state.text = "";
    const { prompt, system: above, temperature: t, top_p, limit: most } = state;
    model.set("asked", { id: `${own} ${state.asked}`, prompt, system: above, temperature: t, top_p, limit: most });
    model.save_changes();
    show();
  }

  function heard() {
    const told = model.get("told");
    if (told.id !== `${own} ${state.asked}`) return;
    state.text = told.text;
    if (told.done) {
      const last = model.get("runs").length - 1;
      Object.assign(state, { waiting: false, other: Math.max(0, last - 1), run: last, token: 0 });
    }
    show();
  }

  function answer(place, run, at, words) {
    const head = node("p", { class: "lc-lab-asked" }, node("b", {}, words), short(run.prompt, 90), run.system ? node("em", {}, ` under “${short(run.system, 60)}”`) : "");
    const mark = (one, i) => node("span", { class: i === at ? "lc-lab-token lc-lab-here" : "lc-lab-token", style: `--lc-lab-p: ${Math.round(100 * (1 - one.p))}%` }, one.text.replace(/\n/g, "⏎\n"));
    const text = run.tokens.length ? run.tokens.map(mark) : [run.text || "no text"];
    place.replaceChildren(head, node("p", { class: "lc-lab-text" }, ...(run.problem ? [run.problem] : text)), node("p", { class: "lc-axis" }, summary(run)));
  }

  function choices(run) {
    const one = run.tokens[state.token];
    if (!one) { others.replaceChildren(node("p", { class: "lc-axis" }, "This service sent no probabilities.")); return; }
    const rows = one.others.map(([text, p]) => node("tr", text === one.text ? { class: "lc-lab-chosen" } : {}, node("th", { scope: "row" }, shownToken(text)), node("td", { class: "lc-lab-bar" }, node("i", { style: `width: ${(100 * p).toFixed(1)}%` })), node("td", {}, p < 0.0005 ? "0.000" : p.toFixed(3))));
    others.replaceChildren(node("table", { class: "lc-lab-table", "aria-label": "what could have come here" }, node("tbody", {}, ...rows)));
  }

  function show() {
    const runs = model.get("runs");
    state.run = Math.min(state.run, runs.length - 1);
    state.other = Math.min(state.other, runs.length - 1);
    const names = runs.map((run, at) => `${at + 1}: ${short(run.prompt, 24)}`);
    shownRun.fill(names, state.run);
    otherRun.fill(names, state.other);
    const run = runs[state.run], other = runs[state.other];
    send.disabled = state.waiting;
    send.textContent = state.waiting ? "Asking …" : "Ask";
    problem.hidden = !run.problem;
    problem.textContent = run.problem;
    const last = Math.max(0, run.tokens.length - 1);
    state.token = Math.min(state.token, last);
    token.bound(last);
    token.set(state.token);
    token.input.disabled = last === 0;
    if (state.waiting) {
      left.replaceChildren(node("p", { class: "lc-lab-asked" }, node("b", {}, "now"), short(state.prompt, 90)), node("p", { class: "lc-lab-text" }, `${state.text}▌`));
    } else answer(left, run, state.token, `${state.run + 1}`);
    answer(right, other, -1, `${state.other + 1}`);
    choices(run);
    view.lead.textContent = live ? `${start.model} answers. What you ask is kept; choose two answers to compare.` : `What ${start.model} answered. No Python is running here, so nothing new can be asked.`;
    const probabilities = run.tokens.map((one) => one.p), same = common(run.text.split(" "), other.text.split(" "));
    const here = run.tokens[state.token];
    view.find(state.waiting ? "Asking …" : here ? `Token ${state.token + 1} of ${run.tokens.length}, “${shownToken(here.text)}”, had probability ${here.p.toFixed(3)}.` : "No probabilities to look at.");
    const words = state.run === state.other ? "" : `${changed(other, run)} The two answers begin with ${same} equal ${same === 1 ? "word" : "words"}.`;
    view.detail.textContent = `As open as an even choice among ${perplexity(probabilities).toFixed(1)} tokens at each step. ${words}`;
  }

  model.on("change:told", heard);
  show();
  return () => { model.off("change:told", heard); view.stop(); };
}

export default { render };
