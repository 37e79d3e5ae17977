/* Light, dark, or as the system has it. Charts are drawn again when that changes. */

const scheme = {
  listeners: [],
  printing: false,
  get dark() {
    const chosen = document.documentElement.dataset.scheme;
    return !scheme.printing && (chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  },
  changed() { scheme.listeners.forEach(listener => listener()); },
  /** A file may not be allowed to remember anything. */
  remember(value) { try { value ? localStorage.setItem("tornado-vae-scheme", value) : localStorage.removeItem("tornado-vae-scheme"); } catch { /* then not */ } },
  remembered() { try { return localStorage.getItem("tornado-vae-scheme"); } catch { return null; } },
  choose(value) {
    if (value) document.documentElement.dataset.scheme = value;
    else delete document.documentElement.dataset.scheme;
    for (const button of document.querySelectorAll(".scheme button")) button.setAttribute("aria-pressed", button.value === (value ?? ""));
    scheme.remember(value);
    scheme.changed();
  },
  mount() {
    const choices = [["", "Auto"], ["light", "Light"], ["dark", "Dark"]];
    document.querySelector(".scheme").append(...choices.map(([value, name]) => make("button", {type: "button", value, onclick: () => scheme.choose(value || null)}, name)));
    const before = scheme.remembered();
    scheme.choose(before === "light" || before === "dark" ? before : null);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => scheme.changed());
    addEventListener("beforeprint", () => { scheme.printing = true; scheme.changed(); });
    addEventListener("afterprint", () => { scheme.printing = false; scheme.changed(); });
  },
};

/** A colour of the style sheet as the page shows it now. */
function colour(name) {
  const probe = make("span", {style: {color: `var(--${name})`}, hidden: true});
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
