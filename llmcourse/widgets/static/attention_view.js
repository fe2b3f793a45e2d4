// The view of the attention viewer: which head, which query, from which weight on lines are drawn.

const LARGEST_SVG = 64;

/** The sentence of the selected query: its strongest keys.
 * @param {number[]} best @param {ArrayLike<number>} row @param {string} query @param {string[]} keys @returns {string} */
export function strongest(best, row, query, keys) {
  return best.length
    ? `${query} looks most at ${listed(best.map((j) => `${keys[j]} (${format(row[j])})`))}.`
    : `${query} looks at nothing.`;
}

/** @param {Object} state @param {Weights} all @param {{queries: string[], heads: string[]}} names @param {(change: Object) => void} move */
export function headControls(state, all, names, move) {
  const layer = slider({ label: "Layer", max: all.layers - 1, value: state.layer, onInput: (at) => move({ layer: at }) });
  const head = slider({ label: "Head", max: all.heads - 1, value: state.head, text: (at) => names.heads[at], onInput: (at) => move({ head: at }) });
  const query = choice({ label: "Query token", options: names.queries.map((t, i) => `${i} ${visible(t)}`), value: state.row, onInput: (row) => move({ row }) });
  const threshold = slider({ label: "Hide lines below", max: 0.5, step: 0.01, value: state.threshold, text: format, onInput: (at) => move({ threshold: at }) });
  layer.element.hidden = all.layers === 1;
  head.element.hidden = all.heads === 1;
  const show = () => { layer.set(state.layer); head.set(state.head); query.input.selectedIndex = state.row; };
  return { elements: [layer, head, query, threshold].map((c) => c.element), show };
}

export function render({ model, el }) {
  const data = model.get("data"), all = readWeights(model);
  const queries = data.tokens, keys = data.key_tokens, large = Math.max(all.queries, all.keys) > LARGEST_SVG;
  const state = { layer: data.layer, head: data.head, row: data.query, threshold: large ? 0.01 : 0.05 };
  const view = frame(el, data.title);
  const names = { queries: named(queries), keys: named(keys) };
  const controls = headControls(state, all, { queries, heads: data.head_names }, (change) => move(change));
  const thumbs = thumbnails(all, data.head_names, el.clientWidth, (layer, head) => move({ layer, head }));
  const pick = (row) => move({ row });
  const map = large ? pixelBoard(queries, keys, pick) : shapeBoard(queries, keys, el.clientWidth, pick);
  const scale = node("output"), peak = node("span", {}, "weight 0", node("i", { class: "lc-ramp lc-cividis" }), scale);
  const thumbPanel = node("div", { class: "lc-panel" }, node("p", { class: "lc-axis" }, "Layers (down) and heads (across)"), thumbs.element);
  thumbPanel.hidden = all.layers * all.heads === 1;
  view.controls.append(...controls.elements);
  const board = scroller("weights of the selected head", map.element);
  view.root.append(node("div", { class: "lc-panels" }, thumbPanel, node("div", { class: "lc-panel" }, board, node("div", { class: "lc-legend" }, peak))));
  let values = null, key = "";

  function show(again) {
    const wanted = `${state.layer}/${state.head}`;
    if (wanted !== key) values = headWeights(all, state.layer, state.head);
    key = wanted;
    const row = values.subarray(state.row * all.keys, (state.row + 1) * all.keys), best = namedKeys(row, state.threshold), top = maximum(values);
    view.find(strongest(best, row, names.queries[state.row], names.keys));
    const drawn = map.show(state.row, row, state.threshold);
    const place = [all.layers > 1 ? `layer ${state.layer}` : "", all.heads > 1 ? data.head_names[state.head] : ""].filter(Boolean).join(", ");
    const where = place ? `${place[0].toUpperCase()}${place.slice(1)}. ` : "";
    view.detail.textContent = `${where}${drawn} ${drawn === 1 ? "line" : "lines"} of ${format(state.threshold)} or more.`;
    map.draw(values, top, again);
    const words = `weights of ${all.queries} queries on ${all.keys} keys${place ? `, ${place}` : ""}`;
    map.picture.setAttribute("aria-label", `heat map and lines: ${words}`);
    thumbs.show(state.layer, state.head);
    scale.textContent = format(top);
    controls.show();
  }

  function move(change) {
    Object.assign(state, change);
    show(false);
  }

  map.element.addEventListener("mousemove", (event) => {
    const [i, j] = map.locate(event);
    if (i >= 0 && j >= 0 && i < all.queries && j < all.keys) view.detail.textContent = `${names.queries[i]} looks at ${names.keys[j]}: ${format(values[i * all.keys + j])}`;
  });
  map.element.addEventListener("mouseleave", () => show(false));
  thumbs.draw();
  show(false);
  const unwatch = watch(view.root, () => { thumbs.draw(); show(true); });
  return () => { unwatch(); view.stop(); };
}

export default { render };
