/* All cells: sorted by a click on a heading, filtered by words. */

const cellTable = {
  order: {column: null, descending: false},
  words: [],

  mount(section) {
    const count = make("output", {"aria-live": "polite"});
    const body = make("tbody");
    const head = make("tr", {}, [{key: "id", name: "cell"}, ...data.columns].map(column =>
      make("th", {scope: "col", class: column.kind === "metric" ? "number" : null}, make("button", {type: "button", onclick: event => {
        cellTable.order = {column, descending: cellTable.order.column?.key === column.key && !cellTable.order.descending};
        for (const other of head.children) other.removeAttribute("aria-sort");
        event.currentTarget.parentElement.setAttribute("aria-sort", cellTable.order.descending ? "descending" : "ascending");
        cellTable.fill(body, count);
      }}, column.name))));
    section.append(make("h2", {id: "cells-heading"}, "All cells"),
      make("div", {class: "filter"}, make("input", {type: "search", placeholder: `Filter, such as ${cellTable.example()}`, "aria-label": "Filter cells by words", oninput: event => {
        cellTable.words = cellTable.split(event.target.value);
        cellTable.fill(body, count);
      }}), count, make("button", {type: "button", class: "plain", onclick: () => save("cells.csv", csv(cellTable.rows()), "text/csv")}, "CSV of all")),
      make("div", {class: "cells", tabindex: 0, role: "region", "aria-label": "Table of all cells"}, make("table", {}, make("caption", {class: "quiet"}, "Each cell is one model, of one combination of settings and seed. Losses are in nats per test image."), make("thead", {}, head), body)));
    cellTable.fill(body, count);
  },

  value(cell, column) {
    if (column.key === "id" || column.key === "state") return cell[column.key];
    if (column.kind === "verdict") return cell.verdict?.label;
    return column.kind === "metric" ? cell.metrics[column.key] : setting(cell, column.key);
  },

  text(cell, column) {
    const value = cellTable.value(cell, column);
    if (column.kind === "metric") return column.key in cell.metrics ? number(value, column.decimals) : "";
    return column.key === "state" && cell.reason ? `failed: ${cell.reason}` : value ?? "";
  },

  /** Numbers by size, names by the alphabet, what is missing last. */
  compare(a, b) {
    const {column, descending} = cellTable.order;
    const key = cell => { const value = cellTable.value(cell, column); return typeof value === "string" && value !== "" && isFinite(value) ? Number(value) : value; };
    const x = key(a), y = key(b);
    if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
    const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en");
    return descending ? -order : order;
  },

  /** "beta-vae β = 4" are two words. */
  split: text => text.toLowerCase().replace(/\s*=\s*/g, "=").split(/\s+/).filter(word => word),

  /** A word is the whole value of a setting, with or without its name, the beginning of a cell's name, or part of its state or reason. */
  matches(cell, word) {
    const [name, wanted] = word.includes("=") ? word.split("=") : [null, word];
    const keys = name === null ? Object.keys({...data.settings, ...cell.settings}) : cellTable.keysOf(name);
    if (keys.some(key => cellTable.same(setting(cell, key), wanted))) return true;
    if (name !== null) return false;
    const said = `${cell.state} ${cell.reason ?? ""} ${cell.verdict?.label ?? ""}`.toLowerCase();
    if (cellTable.isNumber(word)) return said.split(/[^\d.eE+-]+/).some(part => cellTable.isNumber(part) && Number(part) === Number(word));
    return said.includes(word) || [cell.id, ...cell.id.split("/"), cell.id.slice(-8)].some(id => id.toLowerCase().startsWith(word));
  },

  /** β, beta and objective.beta are the same. */
  namesOf: key => [key, key.slice(key.indexOf(".") + 1), data.keys[key] ?? key].map(name => name.toLowerCase()),

  /** Where settings share a name, it means those in the table: seed is that of training and not that of a data set. */
  keysOf(name) {
    const all = [...new Set([...data.columns.filter(column => column.kind === "setting").map(column => column.key), ...Object.keys(data.keys)])].filter(key => cellTable.namesOf(key).includes(name));
    const shown = all.filter(key => data.columns.some(column => column.key === key));
    return all.includes(name) ? [name] : shown.length ? shown : all;
  },

  isNumber: text => text !== "" && isFinite(text),

  /** A list has each of its values. */
  same: (value, wanted) => [String(value), ...String(value).split(/[\s,[\]]+/)].some(part => part.toLowerCase() === wanted
    || cellTable.isNumber(part) && cellTable.isNumber(wanted) && Number(part) === Number(wanted)),

  /** Words that find something here: two settings of the last cell that are varied. */
  example() {
    const cell = data.cells[data.cells.length - 1];
    const words = data.columns.filter(column => column.kind === "setting").map(column => [cellTable.namesOf(column.key), String(setting(cell, column.key) ?? "")]).filter(([, value]) => /^[^\s,]+$/.test(value))
      .map(([names, value]) => cellTable.isNumber(value) ? `${names.findLast(name => !name.includes(" "))}=${value}` : value);
    return words.slice(0, 2).join(" ");
  },

  fill(body, count) {
    const chosen = data.cells.filter(cell => cellTable.words.every(word => cellTable.matches(cell, word)));
    if (cellTable.order.column) chosen.sort(cellTable.compare);
    const best = new Set(data.studies.map((_, study) => Math.min(...data.cells.filter(cell => cell.study === study && "test_total" in cell.metrics).map(cell => cell.metrics.test_total))));
    body.replaceChildren(...chosen.map(cell => cellTable.row(cell, best)));
    count.textContent = chosen.length === data.cells.length ? `${chosen.length} cell${chosen.length === 1 ? "" : "s"}` : `${chosen.length} of ${data.cells.length} cells`;
  },

  row(cell, best) {
    const index = data.cells.indexOf(cell);
    return make("tr", {onclick: event => { if (!event.target.closest("a")) cellDialog.open(index); }},
      make("td", {}, make("a", {class: "hash", href: cellDialog.link(cell), "aria-label": `${cell.id.slice(-8)}: open ${nameOf(cell)}`}, cell.id.slice(-8))),
      data.columns.map(column => make("td", {class: [column.kind === "metric" ? "number" : "", column.key === "state" && cell.state === "failed" ? "failed" : "", column.key === "test_total" && best.has(cell.metrics.test_total) ? "best" : ""].join(" ").trim() || null},
        column.kind === "verdict" ? badge(cell) : cellTable.text(cell, column))));
  },

  /** All settings that are varied and all metrics, in full. */
  rows() {
    const metrics = [...new Set(data.cells.flatMap(cell => Object.keys(cell.metrics)))], settings = data.columns.filter(column => column.kind === "setting").map(column => column.key);
    return [["cell", ...settings, "state", "reason", "verdict", ...metrics], ...data.cells.map(cell => [cell.id, ...settings.map(key => setting(cell, key)), cell.state, cell.reason, cell.verdict?.label, ...metrics.map(key => cell.metrics[key])])];
  },
};
