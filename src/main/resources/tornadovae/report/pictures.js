/* Pictures: thumbnails are tiles of shared sheets, full ones lie in script elements until they are looked at. */

const pictures = {
  titles: {manifold: "Manifold", samples: "Samples", reconstructions: "Reconstructions", traversals: "Traversals"},
  captions: {
    manifold: "The mean of p(x|z) over the first two latent dimensions, in equal steps of the prior’s mass",
    samples: "The mean of p(x|z) for codes drawn from the prior",
    reconstructions: "Test images, each beside its reconstruction",
    traversals: "A row for each latent dimension, from −3 to 3, the others at 0",
  },
  elements: new Map([...document.querySelectorAll("script[data-picture]")].map(element => [element.dataset.picture, element])),
  has: (index, kind) => pictures.elements.has(`${index}-${kind}`),
  source: (index, kind) => "data:image/png;base64," + pictures.elements.get(`${index}-${kind}`).textContent,
  /** For those who do not see it. */
  alternative(index, kind) {
    const cell = data.cells[index];
    const loss = cell.metrics.test_total;
    return `${pictures.titles[kind]} of ${nameOf(cell)}${loss === undefined ? "" : `, test −ELBO ${number(loss, 1)} nats`}`;
  },
  image: (index, kind) => make("img", {src: pictures.source(index, kind), alt: pictures.alternative(index, kind)}),
  /** The full picture, or its thumbnail where the page had no room, or nothing. */
  largest(index, kind) {
    if (pictures.has(index, kind)) return pictures.image(index, kind);
    return kind === "manifold" && data.cells[index].thumbnail ? make("div", {role: "img", "aria-label": pictures.alternative(index, kind), ...pictures.tile(data.cells[index])}) : null;
  },
  /** Attributes of an element that shows a cell's thumbnail. */
  tile(cell) {
    const [sheet, place] = cell.thumbnail, {columns, rows} = data.sprites;
    const x = place % columns, y = Math.floor(place / columns);
    return {class: `picture sheet-${sheet}`, style: {"--columns": columns, "--rows": rows, "--x": `${100 * x / (columns - 1)}%`, "--y": `${100 * y / (rows - 1)}%`}};
  },
};

/** A cell in words. */
function nameOf(cell) {
  const parts = [data.studies.length > 1 ? data.studies[cell.study].label : "", cell.label, cell.seed === "—" ? "" : `seed ${cell.seed}`];
  return parts.filter(part => part).join(", ") || cell.id;
}
