/* Manifolds as a matrix of what was varied. Every slot holds the seeds of one setting. */

const matrix = {
  seed: null,

  mount(section) {
    section.append(make("h2", {id: "manifolds-heading"}, "Manifolds"),
      make("p", {class: "lead"}, "What each model learned: the mean of p(x|z) over the first two latent dimensions, others at 0. Below it, the test −ELBO in nats per image. Open one for its pictures, curves and numbers."
        + (data.pictures.reduced ? " Pictures are kept in sixteen greys to save room." : "")
        + (data.pictures.omitted ? ` ${data.pictures.omitted} of ${data.cells.length} cells have no full-size pictures here, those that came last by −ELBO; their files lie in the results folder.` : "")));
    const seeds = [...new Set(data.cells.map(cell => cell.seed))].sort((a, b) => a - b);
    if (data.studies.some(study => study.matrix.blocks.some(block => block.rows.some(row => row.slots.some(slot => slot && slot.cells.length > 1))))) section.append(matrix.switch(seeds, section));
    const blocks = data.studies.flatMap(study => study.matrix.blocks.map(block => ({block, name: [study.label, block.title].filter(text => text).join(", ")})));
    section.append(make("div", {class: "blocks"}, blocks.map(({block, name}) => make("div", {class: "block"}, name ? make("h3", {}, unbroken(name)) : "", matrix.table(block, name)))));
  },

  switch(seeds, section) {
    const button = (seed, name) => make("button", {type: "button", class: "plain", "aria-pressed": seed === matrix.seed, onclick: event => {
      matrix.seed = seed;
      for (const other of event.currentTarget.parentElement.querySelectorAll("button")) other.setAttribute("aria-pressed", other === event.currentTarget);
      for (const place of section.querySelectorAll("[data-slot]")) place.replaceChildren(matrix.content(JSON.parse(place.dataset.slot)));
    }}, name);
    return make("div", {class: "seeds", role: "group", "aria-label": "Seed"}, make("span", {class: "label"}, "Seed"), button(null, "best of each"), seeds.length <= 12 ? seeds.map(seed => button(seed, seed)) : "");
  },

  table(block, name) {
    const columns = Math.max(...block.rows.map(row => row.slots.length));
    const size = block.rows.length > 4 || columns > 6 ? 104 : columns <= 2 ? 240 : columns <= 4 ? 200 : 150;
    const titled = block.rows.some(row => row.title);
    const place = slot => make("td", slot ? {"data-slot": JSON.stringify(slot)} : {}, slot ? matrix.content(slot) : make("div", {class: "vacant"}, "not asked for"));
    return make("div", {class: columns === 1 ? "matrix scroll single" : "matrix scroll", style: {"--thumb": `${size}px`}, tabindex: 0, role: "region", "aria-label": `Manifolds${name ? ": " + name : ""}`},
      make("table", {}, make("caption", {class: "quiet"}, `Manifolds${name ? " of " + name : ""}`),
        block.columns.some(text => text) ? make("thead", {}, make("tr", {}, titled ? make("td", {}) : "", block.columns.map(text => make("th", {scope: "col"}, text)))) : "",
        make("tbody", {}, block.rows.map(row => make("tr", {}, titled ? make("th", {scope: "row"}, row.title) : "", row.slots.map(place))))));
  },

  content(slot) {
    const index = matrix.seed === null || slot.cells.length === 1 && !slot.caption && data.cells[slot.best].label === "" ? slot.best : slot.cells.find(candidate => data.cells[candidate].seed === matrix.seed);
    if (index === undefined) return make("div", {class: "vacant"}, slot.caption, make("br"), `no seed ${matrix.seed}`);
    const cell = data.cells[index];
    const picture = cell.thumbnail && cell.state === "finished" ? make("span", {role: "img", "aria-label": `Manifold of ${nameOf(cell)}`, ...pictures.tile(cell)}) : make("span", {class: `picture none ${cell.state}`}, make("span", {class: "quiet"}, `${nameOf(cell)}: `), cell.state === "finished" ? "no picture" : cell.state);
    return make("button", {type: "button", class: "slot", onclick: () => cellDialog.open(index)},
      picture, slot.caption ? make("span", {class: "caption"}, slot.caption) : "", cell.state === "finished" ? make("span", {class: "value"}, number(cell.metrics.test_total, 1)) : "",
      cell.verdict && cell.verdict.tone !== "good" ? badge(cell) : "");
  },
};
