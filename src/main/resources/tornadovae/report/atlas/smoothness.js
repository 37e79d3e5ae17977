/* How fast pictures change over the plane, and where they tear. */

atlas.smoothness = function (one, cross) {
  const {findings, norm, condition, largest_at: largest, tears} = one.parts.smoothness;
  const words = atlas.findings(findings), title = "Where does the picture tear?";
  if (!one.full) return atlas.part(title, words);
  const torn = new Set(tears.map(tear => tear.at)), n = one.grid;
  /* The edge of the square closes a tear at it. */
  const rim = atlas.regions.sides(n, (a, b) => torn.has(a) !== torn.has(b)) + tears.map(({at}) => {
    const x = at % n * 100 / n, y = Math.floor(at / n) * 100 / n, side = 100 / n;
    return (at % n === 0 ? `M0 ${y}v${side}` : "") + (at % n === n - 1 ? `M100 ${y}v${side}` : "") + (at < n ? `M${x} 0h${side}` : "") + (at >= n * (n - 1) ? `M${x} 100h${side}` : "");
  }).join("");
  const marks = torn.size ? [drawn("path", {class: "at-tear-rim", d: rim}), drawn("path", {class: "at-tear", d: rim})] : [];
  if (largest !== null) {
    const place = {cx: (largest % n + 0.5) * 100 / n, cy: (Math.floor(largest / n) + 0.5) * 100 / n, r: 2.4};
    marks.push(drawn("circle", {class: "at-tear-rim", ...place}), drawn("circle", {class: "at-tear", ...place}));
  }
  const key = make("p", {class: "at-note"}, torn.size ? "Outlined: tears. " : "", largest !== null ? "Circle: where it is largest." : "");
  const planes = [atlas.field(cross, {title: "How fast the picture changes, ‖∂μ/∂z‖", unit: "", values: norm, marks, keys: true, below: key, alt: `Norm of the decoder’s Jacobian over the latent plane, with ${torn.size} cells where the picture tears.`}),
    condition ? atlas.field(cross, {title: "How unequally, σ₁/σ₂ (logarithmic)", unit: "", values: condition, logarithmic: true, alt: "Condition number of the decoder’s Jacobian over the latent plane."}) : ""];
  return atlas.part(title, words, make("div", {class: "at-pair"}, planes), tears.length ? atlas.more(`The ${tears.length} cells where it tears`, atlas.tears(one, cross)) : "");
};

/** By the classes on the two sides, the most frequent first. */
atlas.tears = function (one) {
  const groups = new Map();
  for (const tear of one.parts.smoothness.tears) {
    const [a, b] = [tear.from, tear.to].sort((x, y) => x.localeCompare(y, "en", {numeric: true})), name = !a && !b ? "not known" : a === b ? `within ${a}` : `${a} – ${b}`;
    const group = groups.get(name) ?? {cells: 0, norm: 0};
    groups.set(name, {cells: group.cells + 1, norm: Math.max(group.norm, tear.norm ?? 0)});
  }
  return atlas.table("Tears by the classes on their two sides", ["between", "cells", "largest ‖∂μ/∂z‖"], [...groups].sort((a, b) => b[1].cells - a[1].cells).map(([name, {cells, norm}]) => [name, number(cells, 0), brief(norm)]));
};
