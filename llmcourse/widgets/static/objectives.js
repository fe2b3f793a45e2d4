// One sentence under four objectives: rows made by Python, and what they mean at each position.

/** A token's name, a dot for a label that does not count. @param {string[]} names @param {number} id @returns {string} */
export function nameOf(names, id) {
  return id === -100 ? "·" : names[id] ?? `?${id}`;
}

/** How many positions count in the loss. @param {{labels: number[]}} rows @returns {number} */
export function counted(rows) {
  return rows.labels.filter((label) => label !== -100).length;
}

/** What is seen at a position, and what is to be predicted there.
 * @param {string} kind @param {{encoder?: number[], reads: number[], labels: number[]}} rows
 * @param {string[]} names @param {number} position @returns {string} */
export function finding(kind, rows, names, position) {
  const reads = rows.reads.map((id) => nameOf(names, id)), label = rows.labels[position] ?? -100;
  if (label === -100) return `Position ${position} has no label: it does not count in the loss.`;
  const wanted = nameOf(names, label), word = reads[position];
  if (kind === "mlm") {
    const fate = word === "[MASK]" ? "hidden" : word === wanted ? "left as it was" : "replaced";
    return `Position ${position} was ${fate}: from the words on both sides predict “${wanted}”.`;
  }
  const source = rows.encoder ? `“${rows.encoder.map((id) => nameOf(names, id)).join(" ")}” and ` : "";
  return `From ${source}“${reads.slice(0, position + 1).join(" ")}” predict “${wanted}”.`;
}

/** Which positions of the row that is read are seen when predicting at `position`. @param {string} kind @param {number} at @param {number} position @returns {boolean} */
export function seen(kind, at, position) {
  return kind === "mlm" || at <= position;
}
