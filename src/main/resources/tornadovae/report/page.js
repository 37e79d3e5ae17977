/* Puts the page together. */

masthead.mount(document.getElementById("summary"));
matrix.mount(document.getElementById("manifolds"));
charts.mount(document.getElementById("charts"));
cellTable.mount(document.getElementById("cells"));

/* Parts made elsewhere are drawn when they first come near the screen, or go to paper. */
for (const part of data.sections) {
  let element = document.getElementById(part.id);
  if (!element) {
    element = make("section", {id: part.id, "aria-labelledby": `${part.id}-heading`});
    document.getElementById("cells").before(element);
  }
  const content = make("div", {class: "part"});
  element.hidden = false;
  element.append(make("h2", {id: `${part.id}-heading`}, part.heading), part.lead ? make("p", {class: "lead"}, part.lead) : "", content);
  let done = false;
  const draw = () => {
    if (done) return;
    done = true;
    near.disconnect();
    sections[part.id](content, part.data);
  };
  const near = new IntersectionObserver(events => { if (events.some(event => event.isIntersecting)) draw(); }, {rootMargin: "600px"});
  near.observe(content);
  addEventListener("beforeprint", draw);
  /* A link to a view inside a part is for its script to read. */
  if (location.hash.startsWith(`#${part.id}?`)) content.scrollIntoView();
}

document.getElementById("parts").append(...[...document.querySelectorAll("main > section")].filter(section => !section.hidden && section.id !== "summary")
  .map(section => make("li", {}, make("a", {href: `#${section.id}`}, section.querySelector("h2").textContent))));
scheme.mount();
cellDialog.mount();
