/* Which class the plane shows where, beside what it shows. */

atlas.classMap = function (one, cross) {
  const map = one.parts.class_map, classifier = one.parts.classifier;
  const trust = !classifier ? "" : [make("h4", {}, "Who says so"), atlas.findings(classifier.findings, false)];
  const labels = one.parts.label_map;
  const words = [atlas.findings(map.findings), trust, labels ? [make("h4", {}, "Do labels say the same?"), atlas.findings(labels.findings, false)] : ""];
  if (!one.full) return atlas.part("What does the plane show?", words);
  const picture = atlas.manifold(one, cross);
  const perClass = atlas.table("Classes on the map. Area is a share of the square, a border is in sides of the square; confidence is a mean over the area.", ["class", "area in pictures", ...(labels ? ["area by labels"] : []), "regions", "border", "confidence"],
    map.per_class.map((of, index) => [atlas.className(one, index), atlas.percent(of.area), ...(labels ? [atlas.percent(labels.per_class[index]?.area)] : []), number(of.regions, 0), number(of.border, 2), atlas.percent(of.confidence, 0)]));
  return atlas.part("What does the plane show?", words, make("div", {class: "at-pair"}, atlas.classPlane(one, cross), picture),
    labels ? make("div", {class: "at-pair"}, atlas.labelPlane(one, cross)) : "", perClass);
};

atlas.classPlane = function (one, cross) {
  const {class: classes, confidence, threshold, per_class} = one.parts.class_map;
  const shown = per_class.filter(of => of.area > 0).map(of => `${of.class} ${atlas.percent(of.area)}`).join(", ");
  return atlas.classesOn(one, cross, {classes, confidence, threshold, sure: at => !(confidence[at] < threshold), title: "Class, the fainter the less sure",
    alt: `Map of classes over the latent plane, by area: ${shown}.`, unsure: [" no man’s land: no class has a probability of ", atlas.percent(threshold, 0)]});
};

/* The class of the nearest encoded test images, and where the picture shows another one. */
atlas.labelPlane = function (one, cross) {
  const {class: classes, share} = one.parts.label_map, pictured = one.parts.class_map.class, same = at => classes[at] === pictured[at];
  const agreeing = classes.filter((_, at) => same(at)).length / classes.length;
  return atlas.classesOn(one, cross, {classes, confidence: share, threshold: 0, sure: same, title: "Class by the labels of near test images",
    alt: `Map of classes by labels over the latent plane; on ${atlas.percent(agreeing)} of it the picture shows the same class.`, unsure: [" the picture shows another class"]});
};

atlas.classesOn = function (one, cross, {classes, confidence, threshold, sure, title, alt, unsure}) {
  const n = one.grid;
  const colours = atlas.palette.classes.map(atlas.rgb);
  const picture = atlas.raster(n, (context, at, x, y, side) => {
    const strength = sure(at) || !threshold ? 0.3 + 0.7 * ((confidence[at] ?? 1) - threshold) / (1 - threshold || 1) : 0.12;
    context.fillStyle = atlas.css(colours[classes[at] % colours.length], strength);
    context.fillRect(x, y, side, side);
    if (sure(at)) return;
    context.strokeStyle = "#8a8a8a";
    context.lineWidth = 1.2;
    context.beginPath();
    for (let k = 0.25; k < 1; k += 0.5) {
      context.moveTo(x + side * k, y); context.lineTo(x, y + side * k);
      context.moveTo(x + side, y + side * k); context.lineTo(x + side * k, y + side);
    }
    context.stroke();
  });
  const borders = drawn("path", {class: "at-border", d: atlas.regions.sides(n, (a, b) => classes[a] !== classes[b])});
  const names = atlas.regions.of(classes, n).filter(region => region.cells.length >= Math.max(4, n * n / 500)).map(region => atlas.regionName(one.classes[region.value], atlas.regions.middle(region, n), 100 / n));
  return atlas.plane(cross, {title, picture, marks: [borders, ...names], keys: true, alt,
    read: at => `${one.classes[classes[at]]}, ${atlas.percent(confidence[at], 0)}`,
    below: confidence.some((_, at) => !sure(at)) ? make("p", {class: "at-note"}, make("span", {class: "at-hatch"}), ...unsure) : ""});
};

/** As large as it fits; upwards where a narrow region has more room for it that way; never over the edge. */
atlas.regionName = function (name, {row, column, middleRow, middleColumn, depth, width, height}, cell) {
  const fit = run => Math.min(7.5, depth * cell * 1.25, run * cell / (0.62 * name.length)), upwards = fit(height) > 1.4 * fit(width);
  const size = Math.max(2.6, fit(upwards ? height : width)), half = 0.31 * name.length * size, within = value => Math.min(99 - half, Math.max(1 + half, value));
  const x = upwards ? column * cell : within(middleColumn * cell), y = upwards ? within(middleRow * cell) : row * cell;
  return drawn("text", {class: "at-name", x, y, "font-size": size.toFixed(2), ...(upwards ? {transform: `rotate(-90 ${x} ${y})`} : {})}, name);
};

/** What is decoded, on the same square. */
atlas.manifold = function (one, cross) {
  if (one.across !== 0 || one.up !== 1) return make("p", {class: "at-note"}, `The manifold’s picture shows ${atlas.variable(0)} and ${atlas.variable(1)}, not this plane.`);
  const picture = pictures.largest(one.cell, "manifold");
  if (!picture) return "";
  picture.removeAttribute("role");
  picture.setAttribute("alt", "");
  return atlas.plane(cross, {title: "Manifold: decoded means", picture, alt: pictures.alternative(one.cell, "manifold") + "."});
};
