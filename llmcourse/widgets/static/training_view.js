// The view of a training: a curve, a bar, and what the model wrote on the way.

const BOX = { width: 720, height: 270, left: 46, right: 14, top: 12, bottom: 34 };

/** @param {Object} live @param {number} weight @param {boolean} withRate @returns {SVGElement} */
export function curve(live, weight, withRate) {
  const { width, height, left, right, top, bottom } = BOX, [low, high] = extent(live);
  const toX = (step) => left + ((width - left - right) * step) / live.n_steps;
  const toY = (loss) => top + ((height - top - bottom) * Math.log(high / loss)) / Math.log(high / low);
  const svg = node("svg", { viewBox: `0 0 ${width} ${height}`, class: "lc-curve", role: "img", "aria-label": "loss against step" });
  for (const tick of logTicks(low, high)) {
    svg.append(node("line", { x1: left, x2: width - right, y1: toY(tick), y2: toY(tick), class: "lc-gridline" }));
    svg.append(node("text", { x: left - 8, y: toY(tick) + 4, "text-anchor": "end" }, String(tick)));
  }
  for (let part = 0; part <= 4; part++) {
    const step = Math.round((live.n_steps * part) / 4);
    svg.append(node("text", { x: toX(step), y: height - bottom + 17, "text-anchor": part ? (part === 4 ? "end" : "middle") : "start" }, String(step)));
  }
  svg.append(node("line", { x1: left, x2: width - right, y1: height - bottom, y2: height - bottom, class: "lc-baseline" }));
  svg.append(node("text", { x: (left + width - right) / 2, y: height - 3, "text-anchor": "middle" }, "step"));
  svg.append(node("text", { x: 0, y: top + 4, class: "lc-ylabel" }, "loss"));
  if (withRate) svg.append(node("path", { d: ratePath(live.rates, toX, height - bottom, (height - top - bottom) * 0.45), class: "lc-rate" }));
  const losses = live.losses.filter(([, loss]) => loss > 0);
  const values = smoothed(losses.map(([, loss]) => loss), weight);
  svg.append(node("path", { d: path(losses, toX, toY), class: "lc-raw" }));
  svg.append(node("path", { d: path(losses.map(([step], at) => [step, values[at]]), toX, toY), class: "lc-smooth" }));
  for (const [step, loss] of live.held_out) {
    const x = toX(step), y = toY(loss);
    svg.append(node("path", { d: `M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z`, class: "lc-held" }));
  }
  return svg;
}

function ratePath(rates, toX, floor, room) {
  const top = Math.max(...rates.map(([, rate]) => rate), 1e-12);
  return path(rates, toX, (rate) => floor - (room * rate) / top);
}

const swatch = (name, words) => node("span", {}, node("i", { class: `lc-key ${name}` }), words);

export function render({ model, el }) {
  const { title, states } = model.get("data");
  const view = frame(el, title), state = { weight: 0.8, rate: false, at: -1 };
  const smoothing = slider({ label: "Smoothing", max: 0.95, step: 0.05, value: state.weight, text: (v) => v.toFixed(2), onInput: (v) => { state.weight = v; show(); } });
  const sample = slider({ label: "Sample", max: 0, value: 0, text: (at) => sampleName(at), onInput: (at) => { state.at = at === Number(sample.input.max) ? -1 : at; show(); } });
  const rate = toggle({ label: "learning rate", checked: false, onInput: (on) => { state.rate = on; show(); } });
  const bar = node("progress", { "aria-label": "steps done", max: 1, value: 0 });
  const holder = node("div", { class: "lc-chart" });
  const keys = node("div", { class: "lc-legend" }, swatch("lc-raw", "each batch"), swatch("lc-smooth", "smoothed"), swatch("lc-held", "held-out stories"), swatch("lc-rate", "learning rate (own scale)"));
  const text = node("blockquote", { class: "lc-sample" });
  view.controls.append(smoothing.element, sample.element, rate.element);
  view.root.append(bar, holder, keys, text);

  function sampleName(at) {
    const found = model.get("live").samples[at];
    return found ? `after step ${found[0]}` : "none yet";
  }

  function show() {
    const live = model.get("live"), last = live.samples.length - 1;
    sample.bound(Math.max(0, last));
    sample.set(state.at < 0 ? Math.max(0, last) : state.at);
    bar.max = live.n_steps;
    bar.value = live.step;
    bar.textContent = `${live.step} of ${live.n_steps} steps`;
    holder.replaceChildren(curve(live, state.weight, state.rate));
    keys.lastChild.hidden = !state.rate;
    const chosen = live.samples[state.at < 0 ? last : state.at];
    text.textContent = chosen ? chosen[1] : "The first sample appears when the training begins.";
    view.find(finding(live, states));
  }

  model.on("change:live", show);
  show();
  return () => { model.off("change:live", show); view.stop(); };
}

export default { render };
