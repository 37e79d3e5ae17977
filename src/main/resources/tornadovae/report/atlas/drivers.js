/* What goes along with slant, thickness and size. */

atlas.drivers = function (one, cross) {
  const {findings, attributes, validation, images} = one.parts.drivers;
  const words = atlas.findings(findings), title = "What do slant, thickness and size follow?";
  if (!one.full) return atlas.part(title, words);
  const first = atlas.variable(one.across), second = atlas.variable(one.up), given = one.classes.length > 0;
  const interval = (of, key) => of[key] === null ? "–" : of[`${key}_low`] === null ? number(of[key], 2) : [number(of[key], 2), make("small", {}, ` ${number(of[`${key}_low`], 2)} to ${number(of[`${key}_high`], 2)}`)];
  const degrees = value => value === null ? "–" : atlas.degrees(value);
  const fields = attributes.map((of, index) => atlas.field(cross, {title: `${atlas.capital(of.name)} (${of.unit})`, unit: of.unit, values: of.field, small: true, keys: index === 0, marks: atlas.arrow(of),
    alt: `${atlas.capital(of.name)} of the decoded images over the latent plane.`, below: make("p", {class: "at-note"}, atlas.direction(of, given))}));
  const correlations = atlas.table(`Spearman’s correlation of attributes with the encoded means of ${brief(images)} test images${given ? ", also within classes, with 95 % intervals" : ""}. R² is of a plane over both variables${given ? ", given class" : ""}.`,
    ["attribute", first, second, ...(given ? [`${first} given class`, `${second} given class`] : []), "R²", "grows towards"],
    attributes.map(of => [of.name, number(of.correlation.first, 2), number(of.correlation.second, 2), ...(given ? [interval(of.given_class, "first"), interval(of.given_class, "second")] : []), number(of.explained, 2), degrees(of.direction_degrees)]));
  const within = attributes.filter(of => of.per_class.length);
  const perClass = within.length ? atlas.more("For each class", make("div", {class: "at-tables"}, within.map(of => atlas.table(atlas.capital(of.name), ["class", first, second, "R²", "grows towards"],
    of.per_class.map(row => [row.class, number(row.first, 2), number(row.second, 2), number(row.explained, 2), degrees(row.direction_degrees)]))))) : "";
  const checked = validation.length ? atlas.more("How well this is measured", atlas.table("Measured attributes beside the factors that the test images were drawn with", ["attribute", "factor", "correlation", "bias", "error", "unit", "images"],
    validation.map(of => [of.attribute, of.factor, number(of.correlation, 3), brief(of.bias), brief(of.error), of.unit, brief(of.images)]))) : "";
  return atlas.part(title, words, make("div", {}, make("div", {class: "at-fields"}, fields), make("p", {class: "at-note"}, `Colours: measured on the decoded images; they span the middle 98 % of the values. Arrows: where the attribute grows over test images${given ? " of one class" : ""}.`)), correlations, perClass, checked);
};

/** From −179° to 180°. */
atlas.degrees = value => `${number(Math.round(value) === -180 ? 180 : value, 0)}°`;

/** Less than this share of the variation, and a direction says nothing. */
atlas.LEAST_EXPLAINED = 0.02;

atlas.direction = (of, given) => of.explained === null || of.direction_degrees === null ? "no direction" : of.explained < atlas.LEAST_EXPLAINED ? `no direction (R² ${number(of.explained, 2)})`
  : `grows towards ${atlas.degrees(of.direction_degrees)}${given ? " within classes" : ""}, R² ${number(of.explained, 2)}`;

/** From the middle of the plane; 0° is to the right and 90° upwards. */
atlas.arrow = function (of) {
  if (of.explained === null || of.direction_degrees === null || of.explained < atlas.LEAST_EXPLAINED) return [];
  const angle = of.direction_degrees * Math.PI / 180, x = Math.cos(angle), y = -Math.sin(angle), tip = [50 + 34 * x, 50 + 34 * y];
  const head = side => `L${(tip[0] - 9 * x + side * 5 * y).toFixed(2)} ${(tip[1] - 9 * y - side * 5 * x).toFixed(2)}`;
  const d = `M${(50 - 20 * x).toFixed(2)} ${(50 - 20 * y).toFixed(2)}L${tip.map(c => c.toFixed(2)).join(" ")}${head(1)}M${tip.map(c => c.toFixed(2)).join(" ")}${head(-1)}`;
  return [drawn("path", {class: "at-arrow-rim", d}), drawn("path", {class: "at-arrow", d})];
};
