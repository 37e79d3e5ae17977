/* Which classes share borders, and whether those are alike. */

atlas.neighbours = function (one) {
  const {findings, borders, charts: drawings} = one.parts.neighbours;
  /* The last sentence answers the question, the one before it names the longest border, and each of the others is about a class. */
  const words = [atlas.findings(findings.slice(-2).reverse()), findings.length > 2 ? [make("h4", {}, "Class by class"), atlas.findings(findings.slice(0, -2), false)] : ""];
  const title = "Do like classes lie side by side?";
  if (!one.full) return atlas.part(title, words);
  const n = one.classes.length, most = Math.max(...borders);
  const head = make("tr", {}, make("td", {}), one.classes.map(name => make("th", {scope: "col"}, name)));
  const rows = one.classes.map((name, a) => make("tr", {}, make("th", {scope: "row"}, name), one.classes.map((_, b) => a === b ? make("td", {class: "at-self"}) : make("td", borders[a * n + b] > 0
    ? {style: {background: `color-mix(in srgb, var(--accent) ${Math.round(8 + 38 * borders[a * n + b] / most)}%, transparent)`}} : {class: "at-none"}, borders[a * n + b] > 0 ? number(borders[a * n + b], 2) : "0"))));
  const caption = "Length of the border between two classes, in sides of the square";
  const table = atlas.titled(caption, make("table", {class: "at-borders"}, make("caption", {class: "quiet"}, caption), make("thead", {}, head), make("tbody", {}, rows)));
  return atlas.part(title, words, table, make("div", {class: "charts at-charts"}, drawings.map(chart => charts.figure(chart, 4))));
};
