// Text as data, for the widgets of lesson 2: a field to type in, Unicode's forms, words and bytes.

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // Python's white space

/** A labeled text field. @param {{label: string, value: string, onInput: (text: string) => void}} settings
 * @returns {{element: HTMLElement, input: HTMLInputElement}} */
export function field({ label, value, onInput }) {
  const id = uid();
  const input = node("input", { type: "text", id, class: "lc-field", maxlength: 240, spellcheck: "false", autocomplete: "off" });
  input.value = value;
  input.addEventListener("input", () => onInput(input.value));
  return { element: node("div", { class: "lc-control lc-wide" }, node("label", { for: id }, label), node("div", { class: "lc-line" }, input)), input };
}

/** A text in one of Unicode's forms; marks are dropped first, white space is joined last.
 * @param {string} text @param {string} form "", "NFC", "NFD", "NFKC" or "NFKD" @param {boolean} spaces @param {boolean} strip @returns {string} */
export function normalForm(text, form, spaces, strip) {
  let made = text;
  if (strip) made = made.normalize("NFD").replace(/\p{Mn}/gu, "");
  if (form || strip) made = made.normalize(form || "NFC");
  return spaces ? made.split(new RegExp(`[${SPACE}]+`, "u")).filter(Boolean).join(" ") : made;
}

/** Each character: its code point in hexadecimal, and whether it is a mark that stands on the one before.
 * @param {string} text @returns {[string, string, boolean][]} */
export function boxes(text) {
  return Array.from(text, (c) => [c, c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0"), /\p{Mn}/u.test(c)]);
}

/** Words with the space before each, punctuation apart; nothing is lost. @param {string} text @returns {string[]} */
export function splitWords(text) {
  return text.match(new RegExp(` ?[\\p{L}\\p{N}_]+| ?[^\\p{L}\\p{N}_${SPACE}]+|[${SPACE}]+`, "gu")) || [];
}

const BYTES = (() => {
  const plain = (b) => (b > 32 && b < 127) || (b > 160 && b < 173) || b > 173;
  let next = 256;
  return Array.from({ length: 256 }, (_, b) => String.fromCharCode(plain(b) ? b : next++));
})();
const BYTE_OF = new Map(BYTES.map((c, b) => [c, b]));

/** All 256 byte characters in order of their code points: the first ids. */
export const ALPHABET = BYTES.slice().sort((a, b) => a.charCodeAt(0) - b.charCodeAt(0));

/** Each UTF-8 byte as one printable character, as GPT-2 writes it. @param {string} text @returns {string} */
export function asBytes(text) {
  return Array.from(new TextEncoder().encode(text), (b) => BYTES[b]).join("");
}

function decoded(token) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(token, (c) => BYTE_OF.get(c)));
  } catch {
    return null;
  }
}

/** Whether a token of byte characters holds whole characters. @param {string} token @returns {boolean} */
export function whole(token) {
  return decoded(token) !== null;
}

/** A token of byte characters as people read it: text with its space made visible, or its bytes where they are no text.
 * @param {string} token @returns {string} */
export function readable(token) {
  const text = decoded(token);
  if (text !== null) return text.replace(/ /g, "␣").replace(/\n/g, "⏎").replace(/\t/g, "⇥");
  return Array.from(token, (c) => BYTE_OF.get(c).toString(16).toUpperCase().padStart(2, "0")).join(" ");
}
