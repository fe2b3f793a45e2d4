// Shared by every widget: numbers, colors, controls and the frame they stand in. Nothing here knows a widget.

/** Bytes of a synchronized trait, honoring the view's own offset. @param {DataView} view @returns {Uint8Array} */
export function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Little-endian doubles of a trait, copied so that any offset is aligned. @param {DataView} view @returns {Float64Array} */
export function doublesOf(view) {
  return new Float64Array(bytesOf(view).slice().buffer);
}

/** a (rows, inner) times b (inner, columns), both flat and row by row.
 * @param {ArrayLike<number>} a @param {ArrayLike<number>} b
 * @param {number} rows @param {number} inner @param {number} columns @returns {Float64Array} */
export function matmul(a, b, rows, inner, columns) {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < inner; k++)
      for (let j = 0; j < columns; j++) out[i * columns + j] += a[i * inner + k] * b[k * columns + j];
  return out;
}

/** @param {ArrayLike<number>} a @param {number} rows @param {number} columns @returns {Float64Array} */
export function transpose(a, rows, columns) {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j];
  return out;
}

/** Softmax of every row; a row of -Infinity alone gives NaN, as in torch.
 * @param {ArrayLike<number>} a @param {number} rows @param {number} columns @returns {Float64Array} */
export function softmaxRows(a, rows, columns) {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    let top = -Infinity, sum = 0;
    for (let j = 0; j < columns; j++) top = Math.max(top, a[i * columns + j]);
    for (let j = 0; j < columns; j++) sum += out[i * columns + j] = Math.exp(a[i * columns + j] - top);
    for (let j = 0; j < columns; j++) out[i * columns + j] /= sum;
  }
  return out;
}

const CIVIDIS = [0x00224e, 0x083370, 0x35456c, 0x4f576c, 0x666970, 0x7d7c78, 0x948e77, 0xaea371, 0xc8b866, 0xe5cf52, 0xfee838];

/** Cividis, 0 to 1. @param {number} t @returns {[number, number, number]} */
export function cividis(t) {
  const x = Math.min(Math.max(t || 0, 0), 1) * (CIVIDIS.length - 1);
  const at = Math.min(Math.floor(x), CIVIDIS.length - 2), part = x - at;
  const mix = (shift) => Math.round(((CIVIDIS[at] >> shift) & 255) * (1 - part) + ((CIVIDIS[at + 1] >> shift) & 255) * part);
  return [mix(16), mix(8), mix(0)];
}

const luminance = (rgb) => {
  const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** Black or white, whichever reads better. @param {[number, number, number]} rgb @returns {string} */
export function inkOn(rgb) {
  return luminance(rgb) > 0.179 ? "#000" : "#fff";
}

/** Two decimals, a true minus sign, one decimal from ten upward. @param {number} x @returns {string} */
export function format(x) {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x < 0 ? "−∞" : "∞";
  const text = Math.abs(x).toFixed(Math.abs(x) >= 9.995 ? 1 : 2);
  return (x < 0 && Number(text) !== 0 ? "−" : "") + text;
}

/** A token made visible. @param {string} token @returns {string} */
export function visible(token) {
  return token.replace(/\n/g, "⏎").replace(/\t/g, "⇥").replace(/^ | $/g, "␣") || "∅";
}

/** Tokens as a sentence names them: quoted, with the position where a word stands twice.
 * @param {string[]} tokens @returns {string[]} */
export function named(tokens) {
  return tokens.map((t, i) => `“${visible(t)}”` + (tokens.indexOf(t) === tokens.lastIndexOf(t) ? "" : ` at ${i}`));
}

/** "a", "a and b", "a, b and c". @param {string[]} words @returns {string} */
export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "g", "rect", "line", "path", "circle", "text", "pattern", "defs", "title"]);

/** An element with attributes (on... are listeners) and children.
 * @param {string} tag @param {Object<string, *>} [attributes] @param {...(Node|string)} children @returns {HTMLElement} */
export function node(tag, attributes = {}, ...children) {
  const made = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** An id that no other view has. @returns {string} */
export function uid() {
  return "lc-" + Math.random().toString(36).slice(2, 10);
}

/** A labeled range input with its value beside it; `text(value)` words the value.
 * @param {{label: string, min?: number, max: number, step?: number, value: number,
 *   text?: (value: number) => string, onInput: (value: number) => void}} options
 * @returns {{element: HTMLElement, input: HTMLInputElement, set: (value: number) => void, bound: (max: number) => void}} */
export function slider({ label, min = 0, max, step = 1, value, text = String, onInput }) {
  const id = uid();
  const input = node("input", { type: "range", id, min, max, step, value });
  const output = node("output", { for: id });
  const word = () => {
    output.textContent = text(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => { word(); onInput(Number(input.value)); });
  word();
  const element = node("div", { class: "lc-control" }, node("label", { for: id }, label), node("div", { class: "lc-line" }, input, output));
  return { element, input, set: (next) => { input.value = next; word(); }, bound: (top) => { input.max = top; word(); } };
}

/** A labeled select. @param {{label: string, options: string[], value?: number, onInput: (index: number) => void}} settings
 * @returns {{element: HTMLElement, input: HTMLSelectElement, fill: (options: string[], index: number) => void}} */
export function choice({ label, options, value = 0, onInput }) {
  const id = uid();
  const input = node("select", { id, onchange: () => onInput(input.selectedIndex) });
  const fill = (names, index) => {
    input.replaceChildren(...names.map((name) => node("option", {}, name)));
    input.selectedIndex = index;
  };
  fill(options, value);
  const element = node("div", { class: "lc-control" }, node("label", { for: id }, label), node("div", { class: "lc-line" }, input));
  return { element, input, fill };
}

/** A labeled checkbox. @param {{label: string, checked: boolean, onInput: (checked: boolean) => void}} settings
 * @returns {{element: HTMLElement, input: HTMLInputElement}} */
export function toggle({ label, checked, onInput }) {
  const input = node("input", { type: "checkbox", checked, onchange: () => onInput(input.checked) });
  return { element: node("label", { class: "lc-toggle" }, input, label), input };
}

/** A group that scrolls sideways where it must, and only then takes the focus.
 * @param {string} label @param {...Node} children @returns {HTMLElement} */
export function scroller(label, ...children) {
  const group = node("div", { class: "lc-scroll", role: "group", "aria-label": label }, ...children);
  const fit = () => (group.scrollWidth > group.clientWidth ? group.setAttribute("tabindex", "0") : group.removeAttribute("tabindex"));
  const sizes = new ResizeObserver(fit);
  [group, ...children].forEach((part) => sizes.observe(part));
  return group;
}

/** Whether the reader asked for less motion. @returns {boolean} */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** The frame of a widget in `el`: title, controls, words, and a finding that is also spoken, once the hand rests.
 * JupyterLab's own shortcuts are kept away from the controls. `stop()` removes everything.
 * @param {HTMLElement} el @param {string} title
 * @returns {{root: HTMLElement, controls: HTMLElement, lead: HTMLElement, detail: HTMLElement,
 *   find: (sentence: string) => void, stop: () => void}} */
export function frame(el, title) {
  const controls = node("div", { class: "lc-controls" });
  const lead = node("p", { class: "lc-lead" });
  const finding = node("p", { class: "lc-finding" });
  const detail = node("p", { class: "lc-detail" });
  const spoken = node("div", { class: "lc-sr lc-spoken", "aria-live": "polite" });
  const root = node("section", { class: "lc", "aria-label": title, "data-lm-suppress-shortcuts": "true" },
    node(`h${el.dataset.heading || 3}`, { class: "lc-title" }, title), controls, lead, finding, detail, spoken);
  root.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(root);
  let timer = 0;
  const find = (sentence) => {
    finding.textContent = sentence;
    clearTimeout(timer);
    timer = setTimeout(() => { spoken.textContent = sentence; }, 300);
  };
  return { root, controls, lead, detail, find, stop: () => { clearTimeout(timer); root.remove(); } };
}

/** Call `redraw` when `root` comes into sight, changes size or the theme changes. @param {HTMLElement} root
 * @param {() => void} redraw @returns {() => void} what ends it */
export function watch(root, redraw) {
  const seen = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && redraw());
  const theme = new MutationObserver(redraw);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  seen.observe(root);
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
  scheme.addEventListener("change", redraw);
  return () => { seen.disconnect(); theme.disconnect(); scheme.removeEventListener("change", redraw); };
}
