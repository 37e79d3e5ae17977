/* Puts the atlas together: a chooser, the parts of the chosen model, and all models side by side. */

sections.atlas = function (element, given) {
  atlas.palette = given.palette;
  const {atlases} = given;
  if (!atlases.length) {
    element.append(make("p", {class: "lead"}, "No model here has an atlas yet. ", make("code", {}, given.command), " says in numbers and sentences what the pictures of the manifolds show."), atlas.damagedNote(given) ?? "");
    return;
  }
  const shown = make("div", {class: "at-model"});
  const show = index => {
    charts.forget(shown);
    shown.replaceChildren(...atlas.model(atlases[index]));
  };
  const name = one => nameOf(data.cells[one.cell]);
  const select = atlases.length === 1 ? make("p", {class: "at-choose"}, "Model: ", make("b", {}, name(atlases[0])))
    : make("label", {class: "at-choose"}, "Model ", make("select", {onchange: event => show(+event.target.value)}, atlases.map((one, index) => make("option", {value: index}, name(one)))));
  element.append(select, shown, given.comparison ? atlas.comparison(given.comparison, cell => {
    const index = atlases.findIndex(one => one.cell === cell);
    select.querySelector("select").value = index;
    show(index);
    select.scrollIntoView();
    select.querySelector("select").focus({preventScroll: true});
  }) : "", atlas.damagedNote(given) ?? "", given.without ? make("p", {class: "at-note"}, `${given.without} finished model${given.without === 1 ? " has" : "s have"} no atlas; `, make("code", {}, given.command), " makes it.") : "");
  show(0);
};

atlas.model = function (one) {
  const cross = new atlas.Cross(one.grid, one.across, one.up), across = atlas.variable(one.across), up = atlas.variable(one.up);
  const about = make("p", {class: "at-note at-about"}, `All maps are squares of ${one.grid} × ${one.grid} codes in equal steps of the prior’s mass, so that areas are probabilities: ${across} grows to the right, ${up} upwards`
    + `${setting(data.cells[one.cell], "model.latent") > 2 ? ", the other latent dimensions are 0" : ""}. Point at a place, or go there with the arrow keys, to read all maps at once.`);
  const parts = [["class_map", atlas.classMap], ["information", atlas.information], ["drivers", atlas.drivers], ["neighbours", atlas.neighbours], ["smoothness", atlas.smoothness]];
  const there = parts.filter(([name]) => one.parts[name]);
  return [one.full ? about : make("p", {class: "at-note"}, "The page had no room for the maps of this model; these are its findings."),
    one.classes.length ? "" : make("p", {class: "at-note"}, "The data set has no labels, so nothing is said of classes."),
    ...there.map(([name, draw]) => draw(one, cross)),
    one.damaged.length ? make("p", {class: "at-note at-warning"}, `Of its atlas.json, ${one.damaged.join(" and ")} cannot be read; make it anew.`) : ""].filter(part => part);
};

atlas.damagedNote = given => !given.damaged.length ? null : make("p", {class: "at-note at-warning"},
  `The atlas.json of ${given.damaged.slice(0, 3).map(index => nameOf(data.cells[index])).join("; ")}${given.damaged.length > 3 ? ` and ${given.damaged.length - 3} more` : ""} is damaged, or of another configuration or an earlier step of training; `, make("code", {}, given.command), " makes it anew.");
