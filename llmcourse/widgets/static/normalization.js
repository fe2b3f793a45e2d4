// The view of the normalization explorer: characters in boxes with their code points, before and after.

const FORMS = [["", "as it is"], ["NFC", "NFC, composed"], ["NFD", "NFD, apart"], ["NFKC", "NFKC, compatible"], ["NFKD", "NFKD, both"]];
const SHOWN = 60;

/** What to say of a text before and after. @param {string} before @param {string} after @returns {string} */
export function comparison(before, after) {
  const count = (text) => `${Array.from(text).length} ${Array.from(text).length === 1 ? "character" : "characters"}`;
  if (before === after) return `Nothing changes: ${count(before)} before and after.`;
  const same = before.normalize("NFC") === after.normalize("NFC");
  return `${count(before)} before, ${count(after)} after. ${same ? "Both look the same, yet they are different texts." : "These are different texts, and they look different."}`;
}

function strip(text, label) {
  const list = boxes(text), shown = list.slice(0, SHOWN);
  const items = shown.map(([c, code, mark]) => node("li", { class: mark ? "lc-mark" : "" },
    node("b", {}, mark ? "◌" + c : c.trim() ? c : code === "0020" ? "␣" : "·"), node("small", {}, code)));
  if (list.length > SHOWN) items.push(node("li", { class: "lc-more" }, `and ${list.length - SHOWN} more`));
  return node("div", { class: "lc-strip" },
    node("div", { class: "lc-axis" }, `${label}: `, node("span", { class: "lc-plain" }, text || "(empty)")),
    node("ul", { "aria-label": label }, ...items));
}

export function render({ model, el }) {
  const { title, name, samples } = model.get("data");
  const view = frame(el, title);
  const state = { sample: 0, text: samples[0].text, form: 1, spaces: true, strip: false };
  const move = (change) => { Object.assign(state, change); show(); };
  const typed = field({ label: "Text", value: state.text, onInput: (text) => move({ text, sample: -1 }) });
  const sample = choice({ label: "Sample", options: samples.map((s) => s.name), onInput: (at) => {
    typed.input.value = samples[at].text;
    move({ sample: at, text: samples[at].text });
  } });
  const form = choice({ label: "Form", options: FORMS.map((f) => f[1]), value: 1, onInput: (at) => move({ form: at }) });
  const spaces = toggle({ label: "single spaces", checked: true, onInput: (on) => move({ spaces: on }) });
  const accents = toggle({ label: "drop accents", checked: false, onInput: (on) => move({ strip: on }) });
  view.controls.append(sample.element, typed.element, form.element, node("div", { class: "lc-toggles" }, spaces.element, accents.element));
  view.lead.textContent = "One box is one character with its code point. A mark that is stored on its own shows on a dotted circle.";
  const holder = node("div", { class: "lc-strips" });
  view.root.append(holder);

  function show() {
    const after = normalForm(state.text, FORMS[state.form][0], state.spaces, state.strip);
    const rows = [strip(state.text, "before"), strip(after, "after")];
    const given = samples[state.sample];
    let detail = "Your function is shown for the samples; what you type here stays in the browser.";
    if (given) {
      const call = `${name}(text${state.strip ? ", keep_accents=False" : ""})`, made = given[state.strip ? "stripped" : "kept"];
      if (made === null) detail = given.problem;
      else {
        rows.push(strip(made, call));
        detail = made === after ? `${call} gives exactly the row “after”.` : `${call} gives something else than the row “after”.`;
      }
    }
    holder.replaceChildren(...rows);
    view.find(comparison(state.text, after));
    view.detail.textContent = detail;
  }

  show();
  return view.stop;
}

export default { render };
