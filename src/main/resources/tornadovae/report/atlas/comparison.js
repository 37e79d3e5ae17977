/* All models with an atlas side by side: sorted by a click on a heading, opened by a click on a name. */

atlas.comparison = function ({findings, answer, table, columns, rows}, choose) {
  const body = make("tbody"), order = {column: -1, descending: false};
  const value = (row, column) => column < 0 ? rows.indexOf(row) : row.values[column];
  const text = (column, value) => column.percent ? atlas.percent(value, column.decimals) : number(value, column.decimals);
  const fill = () => {
    const sorted = [...rows].sort((a, b) => {
      const x = value(a, order.column), y = value(b, order.column);
      return x === null || y === null ? (x === null) - (y === null) : order.descending ? y - x : x - y;
    });
    body.replaceChildren(...sorted.map(row => make("tr", {}, make("th", {scope: "row"}, make("button", {type: "button", class: "at-link", onclick: () => choose(row.cell)}, nameOf(data.cells[row.cell]))),
      columns.map((column, place) => make("td", {class: "number"}, text(column, row.values[place]))))));
  };
  const heading = (column, place) => make("th", {scope: "col", class: "number"}, make("button", {type: "button", title: column.title, onclick: event => {
    Object.assign(order, {descending: order.column === place ? !order.descending : true, column: place});
    for (const other of event.currentTarget.closest("tr").children) other.removeAttribute("aria-sort");
    event.currentTarget.parentElement.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
    fill();
  }}, column.name));
  fill();
  const names = columns.map(column => `${column.name}: ${column.title}.`);
  const csvRows = () => [["model", ...columns.map(column => column.name)], ...rows.map(row => [nameOf(data.cells[row.cell]), ...row.values])];
  return make("div", {class: "at-part at-wide"}, make("h3", {}, "Does one kind of model line up better?"), make("div", {class: "at-words"}, atlas.findings(answer ? [answer, ...findings] : findings)), atlas.settings(table),
    make("div", {class: "at-evidence"}, make("div", {class: "cells at-compare", tabindex: 0, role: "region", "aria-label": "Atlases of all models"},
      make("table", {}, make("caption", {class: "quiet"}, "Atlases of all models"), make("thead", {}, make("tr", {}, make("th", {scope: "col"}, "model"), columns.map(heading))), body)),
    make("div", {class: "tools"}, make("button", {type: "button", "aria-label": "Download the comparison as CSV", onclick: () => save("atlas.csv", csv(csvRows()), "text/csv")}, "CSV")),
    atlas.more("What the columns are", make("ul", {class: "at-findings"}, names.map(name => make("li", {}, name))))));
};

/* A row for each setting, from the smallest to the largest of its seeds. */
atlas.settings = ({header, rows}) => make("div", {class: "cells at-settings", tabindex: 0, role: "region", "aria-label": "Atlases by setting"},
  make("table", {}, make("caption", {class: "quiet"}, "Settings, from the smallest to the largest of their seeds"),
    make("thead", {}, make("tr", {}, header.map((name, place) => make("th", {scope: "col", class: place ? "number" : ""}, name || "setting")))),
    make("tbody", {}, rows.map(([name, ...numbers]) => make("tr", {}, make("th", {scope: "row"}, name), numbers.map(text => make("td", {class: "number"}, text)))))));
