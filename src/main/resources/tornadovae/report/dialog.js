/* One cell in full. Its address is #cell=…, so that a link restores the view and Back closes it. */

const cellDialog = {
  element: document.getElementById("cell"),
  index: null,

  link: cell => `#cell=${encodeURIComponent(cell.id)}`,

  open(index) {
    location.hash = cellDialog.link(data.cells[index]);
    cellDialog.follow();
  },

  mount() {
    cellDialog.element.addEventListener("close", () => {
      charts.forget(cellDialog.element);
      cellDialog.index = null;
      if (location.hash.startsWith("#cell=")) history.replaceState(null, "", location.pathname + location.search);
    });
    cellDialog.element.addEventListener("click", event => { if (event.target === cellDialog.element) cellDialog.element.close(); });
    cellDialog.element.addEventListener("keydown", event => {
      if (event.target.closest("input, .scroll, .values") || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowLeft") cellDialog.step(-1);
      if (event.key === "ArrowRight") cellDialog.step(1);
    });
    addEventListener("hashchange", cellDialog.follow);
    cellDialog.follow();
  },

  /** Shows what the address says. */
  follow() {
    if (!location.hash.startsWith("#cell=")) { if (cellDialog.element.open) cellDialog.element.close(); return; }
    let id = location.hash.slice("#cell=".length);
    try { id = decodeURIComponent(id); } catch { return; }
    const index = data.cells.findIndex(cell => cell.id === id);
    if (index < 0 || index === cellDialog.index) return;
    cellDialog.show(index);
  },

  step(by) {
    const index = cellDialog.index + by;
    if (index < 0 || index >= data.cells.length) return;
    history.replaceState(null, "", cellDialog.link(data.cells[index]));
    cellDialog.show(index);
  },

  show(index) {
    const cell = data.cells[index], dialog = cellDialog.element, focused = document.activeElement?.dataset?.step;
    cellDialog.index = index;
    charts.forget(dialog);
    dialog.replaceChildren(cellDialog.head(cell, index), cellDialog.body(cell, index));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    (dialog.querySelector(`[data-step="${focused}"]:not(:disabled)`) ?? dialog.querySelector("[data-step=close]")).focus();
  },

  head(cell, index) {
    const button = (name, title, step, action, disabled) => make("button", {type: "button", class: "plain", "aria-label": title, "data-step": step, disabled, onclick: action}, name);
    return make("div", {class: "head"}, make("div", {}, make("h2", {id: "cell-title"}, unbroken(nameOf(cell))), make("p", {class: "id"}, cell.id)),
      make("a", {href: cellDialog.link(cell)}, "Link"),
      button("← Previous", "Previous cell", "previous", () => cellDialog.step(-1), index === 0), button("Next →", "Next cell", "next", () => cellDialog.step(1), index === data.cells.length - 1),
      button("Close", "Close", "close", () => cellDialog.element.close()));
  },

  body(cell, index) {
    const picture = kind => {
      const shown = pictures.largest(index, kind);
      return shown ? make("figure", {}, make("h3", {}, pictures.titles[kind]), shown, make("figcaption", {}, pictures.captions[kind])) : "";
    };
    const others = ["reconstructions", "samples", "traversals"].map(picture).filter(figure => figure);
    const missing = cell.state === "finished" && !pictures.has(index, "samples");
    const curves = cellDialog.curves(cell);
    return make("div", {class: "body"}, cell.state === "finished" ? "" : make("p", {class: "reason"}, cell.state === "failed" ? `Failed: ${cell.reason}` : "This cell is not finished."),
      cellDialog.verdict(cell),
      picture("manifold"), make("div", {class: "beside"}, make("div", {}, cellDialog.metrics(cell)), curves.map(curve => charts.figure(curve, 3))),
      missing ? make("p", {class: "wide lead"}, "The page had no room for this cell’s full-size pictures; they lie in its folder.") : "", others.length ? make("div", {class: "pictures"}, others) : "",
      make("div", {class: "wide"}, cellDialog.settings(cell)));
  },

  /** What became of it, by what, and what to change; then what else was found. */
  verdict(cell) {
    if (!cell.verdict) return "";
    const also = cell.verdict.also ?? [];
    return make("section", {class: "wide verdict", "aria-label": "Verdict"},
      make("p", {}, badge(cell), " ", cell.verdict.sentence, " ", cell.verdict.advice),
      also.map(found => make("p", {class: "lead"}, `Also ${found.label}. ${found.sentence} ${found.advice}`)));
  },

  metrics(cell) {
    const rows = data.columns.filter(column => column.kind === "metric" && column.key in cell.metrics).map(column => {
      const low = cell.metrics[column.key + "_low"], high = cell.metrics[column.key + "_high"];
      return [make("dt", {}, column.name, low === undefined ? "" : ` (${number(low, column.decimals)} to ${number(high, column.decimals)})`), make("dd", {}, number(cell.metrics[column.key], column.decimals))];
    });
    if (!rows.length) return "";
    return [make("h3", {}, "Test images"), make("dl", {class: "pair"}, rows), make("p", {class: "lead", style: {"font-size": "0.8rem"}}, "In parentheses, 95 % intervals over test images.")];
  },

  settings(cell) {
    const varied = new Set(data.columns.filter(column => column.kind === "setting").map(column => column.key));
    const keys = Object.keys({...cell.settings, ...data.settings}).sort((a, b) => varied.has(b) - varied.has(a));
    return make("details", {open: cell.state !== "finished"}, make("summary", {}, "All settings"), make("dl", {class: "pair", style: {"max-width": "34rem", "margin-top": "0.6rem"}},
      keys.map(key => [make("dt", {class: varied.has(key) ? "varied" : null}, key), make("dd", {class: varied.has(key) ? "varied" : null}, setting(cell, key))])));
  },

  /** −ELBO and its smaller term, each on an axis of its own. */
  curves(cell) {
    const {columns, rows} = cell.history;
    if (rows.length < 2) return [];
    const at = (row, name) => row[columns.indexOf(name)] ?? null, sum = (a, b) => a === null || b === null ? null : a + b, end = rows[rows.length - 1];
    const chart = (id, name, finding, caption, of) => ({id: `${id}-${cell.id.slice(-8)}`, subject: `${name} over the epochs`, finding, caption,
      x: {name: "epoch", unit: "", label: "epoch", scale: "LINEAR", categories: []}, y: {name, unit: "nats per image", label: `${name} (nats per image)`, scale: "LINEAR", categories: []},
      series: [["test", "test images", "LINE"], ["train", "training images", "DASHED_LINE"]].filter(([part]) => columns.includes(`${part}_kl`))
        .map(([part, series, mark]) => ({name: series, mark, colour: 0, points: rows.map(row => [row[0], of(row, part), null, null, ""]).filter(point => point[1] !== null)}))});
    const elbo = (row, part) => sum(at(row, `${part}_nll`), at(row, `${part}_kl`)), kl = (row, part) => at(row, `${part}_kl`);
    return [chart("curve", "−ELBO", `After ${end[0]} epochs, −ELBO is ${number(elbo(end, "test"), 2)} nats`, "", elbo),
      chart("curve-kl", "KL", `The KL term makes up ${number(kl(end, "test"), 2)} nats of it`, "Test images at the end of each epoch; training images, means over the epoch’s minibatches.", kl)];
  },
};
