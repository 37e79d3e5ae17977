/* Tables of the atlas. */

/** A table from headings and rows, below its title; the first cell of a row is its heading. */
atlas.table = (title, head, rows) => atlas.titled(title, make("table", {}, make("caption", {class: "quiet"}, title), make("thead", {}, make("tr", {}, head.map((name, place) => make("th", {scope: "col", class: place ? "number" : null}, name)))),
  make("tbody", {}, rows.map(row => make("tr", {}, row.map((value, place) => place ? make("td", {class: "number"}, value) : make("th", {scope: "row"}, value)))))));

/** A title that stays in sight where the table is wider than the page. */
atlas.titled = (title, table) => make("div", {class: "at-table"}, make("p", {class: "at-note", "aria-hidden": "true"}, title), make("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": title}, table));

/** A part that is read by those who want it. */
atlas.more = (summary, ...content) => make("details", {class: "at-more"}, make("summary", {}, summary), ...content);

/** A swatch and the name of a class. */
atlas.className = (one, index) => [make("span", {class: "at-swatch", style: {background: atlas.palette.classes[index % atlas.palette.classes.length]}}), one.classes[index]];

/** Keeps numbers with their units, and names with their values. */
atlas.tied = text => text.replace(/ (?=%|bits\b|sides\b|pixels\b|degrees\b)/g, "\u00a0").replace(/(ρ|p|z[₀-₉]+) ([=≤]) /g, "$1\u00a0$2\u00a0");

/** Sentences: the first is what one should remember. */
atlas.findings = (sentences, first = true) => !sentences.length ? "" : [first ? make("p", {class: "at-first"}, atlas.tied(sentences[0])) : "",
  make("ul", {class: "at-findings"}, sentences.slice(first ? 1 : 0).map(sentence => make("li", {}, atlas.tied(sentence))))];

/** A part of the atlas: words beside their evidence. */
atlas.part = (title, words, ...evidence) => make("div", {class: "at-part"}, make("h3", {}, title), make("div", {class: "at-words"}, words), evidence.length ? make("div", {class: "at-evidence"}, ...evidence) : "");
