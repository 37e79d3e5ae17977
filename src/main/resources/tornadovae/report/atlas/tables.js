/* Tables of the atlas. */

/** A table from headings and rows; the first cell of a row is its heading. @param align "number" for columns of numbers, by place */
atlas.table = function (caption, head, rows, shown = true) {
  const table = make("table", {}, make("caption", {class: shown ? null : "quiet"}, caption), make("thead", {}, make("tr", {}, head.map((name, place) => make("th", {scope: "col", class: place ? "number" : null}, name)))),
    make("tbody", {}, rows.map(row => make("tr", {}, row.map((value, place) => place ? make("td", {class: "number"}, value) : make("th", {scope: "row"}, value))))));
  return make("div", {class: "at-table scroll", tabindex: 0, role: "region", "aria-label": caption}, table);
};

/** A part that is read by those who want it. */
atlas.more = (summary, ...content) => make("details", {class: "at-more"}, make("summary", {}, summary), ...content);

/** A swatch and the name of a class. */
atlas.className = (one, index) => [make("span", {class: "at-swatch", style: {background: atlas.palette.classes[index % atlas.palette.classes.length]}}), one.classes[index]];

/** Sentences: the first is what one should remember. */
atlas.findings = (sentences, first = true) => !sentences.length ? "" : [first ? make("p", {class: "at-first"}, sentences[0]) : "",
  make("ul", {class: "at-findings"}, sentences.slice(first ? 1 : 0).map(sentence => make("li", {}, sentence)))];

/** A part of the atlas: words beside their evidence. */
atlas.part = (title, words, ...evidence) => make("div", {class: "at-part"}, make("h3", {}, title), make("div", {class: "at-words"}, words), evidence.length ? make("div", {class: "at-evidence"}, ...evidence) : "");
