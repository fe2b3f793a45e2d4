// The residual stream at one token: who wrote how much, from the dot products of the parts.

/** The length of each part. @param {ArrayLike<number>} g (n, n) dot products @param {number} n @returns {Float64Array} */
export function written(g, n) {
  return Float64Array.from({ length: n }, (_, i) => Math.sqrt(Math.max(g[i * n + i], 0)));
}

/** The length of the sum of the first parts. @param {ArrayLike<number>} g @param {number} n @returns {Float64Array} */
export function lengths(g, n) {
  return Float64Array.from({ length: n }, (_, last) => {
    let sum = 0;
    for (let i = 0; i <= last; i++) for (let j = 0; j <= last; j++) sum += g[i * n + j];
    return Math.sqrt(Math.max(sum, 0));
  });
}

/** How far each part reaches along the whole sum; they add up to 1. @param {ArrayLike<number>} g @param {number} n @returns {Float64Array} */
export function shares(g, n) {
  const along = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += g[i * n + j];
    return sum;
  });
  const all = along.reduce((a, b) => a + b, 0);
  return along.map((part) => part / all);
}

const SHOWN = ["length of what it wrote", "share of the last vector"];
const percent = (x) => `${format(100 * x).replace(/\.\d+$/, "")} %`;

function bar(value, least, most) {
  const wide = most - least || 1, from = (100 * (Math.min(value, 0) - least)) / wide, width = (100 * Math.abs(value)) / wide;
  return node("td", { class: "lc-bar" },
    node("i", { class: value < 0 ? "lc-below" : "", style: `left: ${from}%; width: ${width}%` }),
    node("b", { style: `left: ${(100 * -least) / wide}%` }));
}

function render({ model, el }) {
  const data = model.get("data"), all = doublesOf(model.get("products")), n = data.names.length, quoted = named(data.tokens);
  const state = { token: data.tokens.length - 1, shown: 0 };
  const view = frame(el, data.title), move = (change) => { Object.assign(state, change); show(); };
  const token = slider({ label: "Token", max: data.tokens.length - 1, value: state.token, text: (at) => `${at} ${visible(data.tokens[at])}`, onInput: (at) => move({ token: at }) });
  const shown = choice({ label: "Show", options: SHOWN, onInput: (at) => move({ shown: at }) });
  const body = node("tbody"), second = node("th", { scope: "col", colspan: 2 });
  const head = node("tr", {}, node("td"), second, node("th", { scope: "col", colspan: 2 }, "length of the stream after it"));
  view.controls.append(token.element, shown.element);
  view.lead.textContent = "Every block adds its part to the token's vector, and nothing is overwritten. The sum of all rows goes to the last norm and the unembedding.";
  view.root.append(scroller("what each block wrote", node("table", { class: "lc-stream", "aria-label": "what each block wrote" },
    node("colgroup", {}, ...["lc-who", "", "lc-long", "", "lc-long"].map((kind) => node("col", { class: kind }))), node("thead", {}, head), body)));

  function show() {
    const g = all.subarray(state.token * n * n, (state.token + 1) * n * n);
    const wrote = written(g, n), after = lengths(g, n), values = state.shown ? shares(g, n) : wrote;
    const least = Math.min(0, ...values), most = Math.max(...values), long = Math.max(...after), best = values.indexOf(most);
    second.textContent = SHOWN[state.shown];
    body.replaceChildren(...data.names.map((name, i) => node("tr", { class: i === best ? "lc-most" : "" },
      node("th", { scope: "row" }, name),
      bar(values[i], least, most), node("td", { class: "lc-number" }, state.shown ? percent(values[i]) : format(values[i])),
      bar(after[i], 0, long), node("td", { class: "lc-number" }, format(after[i])))));
    const who = `the ${data.names[best]}`.replace("the block", "block");
    view.find(state.shown
      ? `At ${quoted[state.token]}, ${who} gives ${percent(most)} of the last vector's direction and length.`
      : `At ${quoted[state.token]}, ${who} writes most: ${format(most)}. The stream grows from ${format(after[0])} to ${format(after[n - 1])}.`);
    view.detail.textContent = state.shown ? "Shares add up to 100 %; one below zero points against the sum." : "Parts may point in different directions, so their lengths do not add up.";
  }

  show();
  return view.stop;
}

export default { render };
