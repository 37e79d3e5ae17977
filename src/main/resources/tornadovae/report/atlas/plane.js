/* A picture of the latent plane with its axes. All planes of a model share a cross: where one is pointed at, all say what they show there. */

atlas.Cross = class {
  constructor(n, across, up) {
    Object.assign(this, {n, across, up, planes: [], at: null});
  }

  /** @param at a cell, by rows from the top left; null for none */
  point(at) {
    this.at = at;
    for (const plane of this.planes) plane.show(at);
  }

  /** The code at the middle of a cell. */
  code(at) {
    const u = (at % this.n + 0.5) / this.n, v = 1 - (Math.floor(at / this.n) + 0.5) / this.n;
    return `${atlas.variable(this.across)} = ${number(atlas.quantile(u), 2)}, ${atlas.variable(this.up)} = ${number(atlas.quantile(v), 2)}`;
  }
};

/* Φ of whole numbers: the ticks. */
atlas.TICKS = [[-2, 0.02275], [-1, 0.15866], [0, 0.5], [1, 0.84134], [2, 0.97725]];

/** Φ⁻¹ by bisection of Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …)   (Marsaglia 2004, Journal of Statistical Software 11(4)); two decimals are shown. */
atlas.quantile = function (u) {
  const cdf = z => {
    let term = z, sum = z;
    for (let k = 3; Math.abs(term) > 1e-12; k += 2) { term *= z * z / k; sum += term; }
    return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  };
  let low = -6, high = 6;
  for (let k = 0; k < 40; k++) { const middle = (low + high) / 2; if (cdf(middle) < u) low = middle; else high = middle; }
  return (low + high) / 2;
};

/**
 * @param picture an element that fills the plane
 * @param marks   what lies above it, as SVG in a square of 100
 * @param alt     for those who do not see it
 * @param read    what it shows at a cell, as text
 * @param keys    whether the keyboard moves the cross from here: once in a part of the page is enough
 */
atlas.plane = function (cross, {title, picture, marks = [], alt, read, below, keys = false, small = false}) {
  const mark = drawn("rect", {class: "at-cross", width: 100 / cross.n, height: 100 / cross.n, visibility: "hidden"});
  const overlay = drawn("svg", {viewBox: "0 0 100 100", "aria-hidden": "true"}, ...marks, mark);
  const output = make("output", {class: "at-read", "aria-live": keys ? "polite" : "off"});
  const surface = make("div", {class: "at-surface", role: "img", "aria-label": alt + (keys ? " Arrow keys read single places." : ""), tabindex: keys ? 0 : null,
    onpointermove: event => cross.point(at(event)), onpointerdown: event => cross.point(at(event)), onpointerleave: event => { if (event.pointerType === "mouse") cross.point(null); },
    onkeydown: keys ? event => move(event) : null, onblur: () => cross.point(null)}, picture, overlay);
  if (!keys) surface.removeAttribute("tabindex");

  function at(event) {
    const box = surface.getBoundingClientRect(), n = cross.n, cell = share => Math.min(n - 1, Math.max(0, Math.floor(share * n)));
    return cell((event.clientY - box.top) / box.height) * n + cell((event.clientX - box.left) / box.width);
  }

  function move(event) {
    const n = cross.n, step = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]}[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const from = cross.at ?? Math.floor(n / 2) * n + Math.floor(n / 2), by = event.shiftKey ? 5 : 1, within = value => Math.min(n - 1, Math.max(0, value));
    cross.point(within(Math.floor(from / n) + by * step[0]) * n + within(from % n + by * step[1]));
  }

  cross.planes.push({show(place) {
    mark.setAttribute("visibility", place === null ? "hidden" : "visible");
    if (place === null) { output.textContent = ""; return; }
    mark.setAttribute("x", place % cross.n * 100 / cross.n);
    mark.setAttribute("y", Math.floor(place / cross.n) * 100 / cross.n);
    output.textContent = [small ? "" : cross.code(place), read ? read(place) : ""].filter(text => text).join(": ");
  }});
  const ticks = small ? atlas.TICKS.filter(([z]) => z % 2 === 0) : atlas.TICKS;
  const label = z => number(z, 0);
  return make("figure", {class: small ? "at-plane at-small" : "at-plane"}, title ? make("p", {class: "at-title"}, title) : "",
    make("div", {class: "at-frame"}, surface,
      make("div", {class: "at-across", "aria-hidden": "true"}, ticks.map(([z, u]) => make("span", {style: {left: `${100 * u}%`}}, label(z))), make("b", {}, atlas.variable(cross.across) + " →")),
      make("div", {class: "at-up", "aria-hidden": "true"}, ticks.map(([z, u]) => make("span", {style: {bottom: `${100 * u}%`}}, label(z))), make("b", {}, atlas.variable(cross.up) + " ↑"))),
    output, below ?? "");
};

/** A canvas with a square of so many pixels for each cell. */
atlas.raster = function (n, paint) {
  const side = Math.max(2, Math.ceil(480 / n)), canvas = make("canvas", {width: n * side, height: n * side}), context = canvas.getContext("2d");
  for (let at = 0; at < n * n; at++) paint(context, at, at % n * side, Math.floor(at / n) * side, side);
  return canvas;
};

/** A quantity over the plane in colours, with the bar that explains them. */
atlas.field = function (cross, {title, unit, values, alt, marks, below, keys, small, logarithmic = false}) {
  const scaled = logarithmic ? values.map(value => value === null || value <= 0 ? null : Math.log10(value)) : values;
  const range = atlas.range(scaled);
  if (!range) return make("figure", {class: "at-plane"}, make("p", {class: "at-title"}, title), make("p", {class: "at-note"}, "Nowhere defined."));
  const hexes = range.signed ? atlas.palette.signed : atlas.palette.magnitudes, ramp = atlas.ramp(hexes);
  const picture = atlas.raster(cross.n, (context, at, x, y, side) => {
    if (scaled[at] === null) return;
    context.fillStyle = atlas.css(ramp((scaled[at] - range.low) / (range.high - range.low || 1)));
    context.fillRect(x, y, side, side);
  });
  const shown = value => String(+(logarithmic ? 10 ** value : value).toPrecision(3)).replace("-", "−"), suffix = unit ? ` ${unit}` : "";
  const bar = make("div", {class: "at-bar", role: "img", "aria-label": `Colours from ${shown(range.low)} to ${shown(range.high)}${suffix}`},
    make("span", {}, shown(range.low)), make("i", {style: {background: `linear-gradient(to right, ${hexes.join(", ")})`}}), make("span", {}, shown(range.high) + suffix));
  return atlas.plane(cross, {title, picture, marks, alt: `${alt} Values lie between ${shown(range.low)} and ${shown(range.high)}${suffix}.`, keys, small,
    read: at => values[at] === null ? "not defined" : String(+values[at].toPrecision(3)).replace("-", "−") + suffix, below: make("div", {}, bar, below ?? "")});
};
