/* What the page is made of. Text always goes in as text, never as markup, whatever names an experiment has. */

const data = JSON.parse(document.getElementById("report-data").textContent);

/* Parts made elsewhere put what draws them here: sections.atlas = (element, data) => … */
const sections = {};

/** make("p", {class: "lead", onclick: f}, "text", child, …); attributes that are null, undefined or false are left out, but aria-…: "true" and "false" are what they say. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    const state = key.startsWith("aria-") && typeof value === "boolean";
    if (value === null || value === undefined || value === false && !state) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "style") for (const [property, text] of Object.entries(value)) element.style.setProperty(property, text);
    else element.setAttribute(key, value === true && !state ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

function drawn(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** With a true minus sign; a dash for what is no number. Halves of its decimal form are rounded up, as they are in sentences: 0.175 is 0.18. */
function number(value, decimals) {
  if (typeof value !== "number" || !isFinite(value)) return "–";
  const shifted = Math.round(Number(`${Math.abs(value)}e${decimals}`)), rounded = isNaN(shifted) ? value : Math.sign(value) * shifted / 10 ** decimals;
  return rounded.toFixed(decimals).replace(/^-(?=.*[1-9])/, "−").replace(/^-/, "");
}

/** Four significant digits, for values of any size. */
function brief(value) {
  if (typeof value !== "number" || !isFinite(value)) return "–";
  if (Number.isInteger(value)) return value.toLocaleString("en").replace("-", "−");
  const size = Math.abs(value);
  return number(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4);
}

/** Text in which no line breaks inside "ρ = 0.50" or "p ≤ 0.005". */
function unbroken(text) {
  return text.split(/([^\s(]+ [=≤<≈] [^\s,;)]+)/).map((part, index) => index % 2 ? make("span", {style: {"white-space": "nowrap"}}, part) : part);
}

function save(name, content, type) {
  const url = content instanceof Blob ? URL.createObjectURL(content) : URL.createObjectURL(new Blob([content], {type}));
  const link = make("a", {href: url, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Lines of a CSV file (RFC 4180). A field that a spreadsheet would take for a formula is kept from it. */
function csv(rows) {
  const field = value => {
    let text = value === null || value === undefined ? "" : String(value);
    if (typeof value === "string" && /^[=+@\-\t\r]/.test(text) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) text = "'" + text;
    return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  return rows.map(row => row.map(field).join(",")).join("\n") + "\n";
}

/** What became of a model, in a coloured frame; nothing for one that has no verdict. */
function badge(cell) {
  return cell.verdict ? make("span", {class: `badge ${cell.verdict.tone}`, title: cell.verdict.sentence}, cell.verdict.label) : "";
}

function setting(cell, key) {
  return cell.settings[key] ?? data.settings[key];
}
