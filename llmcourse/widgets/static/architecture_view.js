// The diagram: boxes from the bottom up, one of them chosen by slider or click.

const BOX = { width: 292, height: 36, gap: 16, left: 62, across: 386, top: 14 };

function place(box, kind) {
  const x = BOX.left + (kind === "encoder-decoder" && box.stack === "decoder" ? BOX.across : 0);
  return { x, y: BOX.top + (10 - box.row) * (BOX.height + BOX.gap) };
}

const path = (d, kind = "") => node("path", { d, class: `lc-wire ${kind}` });

function head(x, y, turn = "up") {
  const d = turn === "up" ? `M ${x - 4} ${y + 7} L ${x} ${y} L ${x + 4} ${y + 7} Z` : `M ${x - 7} ${y - 4} L ${x} ${y} L ${x - 7} ${y + 4} Z`;
  return node("path", { d, class: "lc-head" });
}

/** Lines between the boxes of one column, and past its layers. */
function wires(boxes, kind) {
  const drawn = [];
  boxes.forEach((box, i) => {
    const at = place(box, kind), middle = at.x + BOX.width / 2;
    if (box.row) drawn.push(path(`M ${middle} ${at.y + BOX.height + BOX.gap} V ${at.y + BOX.height + 5}`), head(middle, at.y + BOX.height));
    const from = /^add/i.test(box.name) ? boxes[i - (kind === "encoder-decoder" ? 2 : 3)] : undefined;
    if (!from) return;
    const low = place(from, kind).y - BOX.gap / 2, up = at.y + BOX.height / 2, side = at.x - 16;
    drawn.push(path(`M ${middle} ${low} H ${side + 6} Q ${side} ${low} ${side} ${low - 6} V ${up + 6} Q ${side} ${up} ${side + 6} ${up} H ${at.x - 5}`, "lc-road"), head(at.x, up, "right"));
  });
  return drawn;
}

/** The frame around what stands in every block. */
function repeated(boxes, kind, blocks) {
  const inside = boxes.filter((box) => box.times[0] === "blocks").map((box) => place(box, kind));
  const x = inside[0].x - 30, top = Math.min(...inside.map((at) => at.y)) - 9;
  const bottom = Math.max(...inside.map((at) => at.y)) + BOX.height + 12;
  return [node("rect", { x, y: top, width: BOX.width + 42, height: bottom - top, rx: 10, class: "lc-repeat" }),
    node("text", { x: x - 6, y: (top + bottom) / 2, class: "lc-times", "text-anchor": "end" }, `${blocks} ×`)];
}

function bridge(boxes, kind) {
  const from = place(boxes.find((b) => b.key === "memory"), kind), to = place(boxes.find((b) => b.key === "decoder_cross"), kind);
  const middle = from.x + BOX.width + 22, low = from.y + BOX.height / 2, up = to.y + BOX.height / 2;
  return [path(`M ${from.x + BOX.width} ${low} H ${middle} V ${up} H ${to.x - 5}`, "lc-bridge"), head(to.x, up, "right")];
}

/** The whole picture. @param {object} what @returns {SVGElement} */
export function diagram({ boxes, kind, sizes, at, pick }) {
  const two = kind === "encoder-decoder", width = BOX.left + BOX.width + (two ? BOX.across : 0) + 16;
  const height = BOX.top + 11 * (BOX.height + BOX.gap);
  const style = `width: 100%; max-width: ${width}px; min-width: ${Math.round(0.72 * width)}px`;  // no smaller than can be read
  const svg = node("svg", { viewBox: `0 0 ${width} ${height}`, style, class: "lc-architecture", role: "img",
    "aria-label": `diagram of ${boxes.length} boxes, from the bottom up; chosen: ${boxes[at].name}` });
  for (const stack of two ? ["encoder", "decoder"] : ["decoder"]) {
    const own = boxes.filter((box) => box.stack === stack);
    svg.append(...repeated(own, kind, sizes.blocks), ...wires(own, kind));
  }
  if (two) svg.append(...bridge(boxes, kind));
  boxes.forEach((box, i) => {
    const { x, y } = place(box, kind), middle = y + BOX.height / 2 + 4;
    svg.append(node("g", { class: `lc-box lc-${box.kind}${i === at ? " lc-chosen" : ""}`, "data-key": box.key, onclick: () => pick(i) },
      node("rect", { x, y, width: BOX.width, height: BOX.height, rx: 6 }),
      node("text", { x: x + 10, y: middle, class: "lc-boxname" }, box.name),
      node("text", { x: x + BOX.width - 10, y: middle, class: "lc-shape", "text-anchor": "end" }, worded(numbers(box.shape, sizes)))));
  });
  return svg;
}

export function render({ model, el }) {
  const data = model.get("data"), boxes = data.boxes, two = data.kind === "encoder-decoder";
  const state = { at: 0, model: 0, ...data.lengths };
  const view = frame(el, data.title), move = (change) => { Object.assign(state, change); show(); };
  const step = slider({ label: "Step", min: 1, max: boxes.length, value: 1, text: (n) => `${n} of ${boxes.length}`, onInput: (n) => move({ at: n - 1 }) });
  const which = choice({ label: "Model", options: data.models.map((m) => m.name), onInput: (i) => move({ model: i }) });
  const size = (label, name, max) => slider({ label, min: 1, max, value: state[name], onInput: (n) => move({ [name]: n }) });
  const lengths = [size("Sentences", "batch", 16), ...(two ? [size("Source tokens", "source", 24)] : []), size(two ? "Target tokens" : "Tokens", "target", 24)];
  const holder = node("div");
  view.controls.append(step.element, which.element, ...lengths.map((one) => one.element));
  view.lead.textContent = data.lead;
  view.root.append(scroller("diagram", holder));

  function show() {
    const sizes = { ...data.models[state.model].sizes, batch: state.batch, source: state.source, target: state.target };
    const box = boxes[state.at], before = boxes.slice(0, state.at).reverse().find((other) => other.stack === box.stack);
    step.set(state.at + 1);
    view.find(sentence(box, before, sizes));
    view.detail.textContent = `${remarks(box, sizes)} The whole model has ${grouped(total(boxes, sizes))} weights.`;
    holder.replaceChildren(diagram({ boxes, kind: data.kind, sizes, at: state.at, pick: (i) => move({ at: i }) }));
  }

  show();
  return view.stop;
}

export default { render };
