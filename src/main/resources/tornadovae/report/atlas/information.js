/* Whether one variable decides the class. */

atlas.information = function (one) {
  const {findings, charts: drawings} = one.parts.information;
  return atlas.part("Does one variable decide the class?", atlas.findings(findings), ...(one.full ? [make("div", {class: "charts at-charts"}, drawings.map(chart => charts.figure(chart, 4)))] : []));
};
