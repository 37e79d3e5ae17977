// element("button", {class: "x", onclick: f, "aria-pressed": "true"}, "text", child, …)
explorer.element = function (tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else if (["value", "checked", "textContent", "hidden", "disabled", "tabIndex", "width", "height"].includes(name)) element[name] = value;
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter(child => child !== null && child !== undefined));
    return element;
};

// New contents for an element; who was at one of its controls stays there, if it is still among them.
explorer.refill = function (element, children) {
    const key = control => [control.tagName, control.name, control.type === "radio" ? control.value : "", control.closest("label, button")?.textContent.slice(0, 12)].join("|");
    const before = element.contains(document.activeElement) ? key(document.activeElement) : null;
    element.replaceChildren(...children);
    if (before !== null) Array.from(element.querySelectorAll("button, input, select")).find(control => key(control) === before)?.focus({preventScroll: true});
};

// 1 → "₁"
explorer.subscript = n => String(n).replace(/\d/g, digit => "₀₁₂₃₄₅₆₇₈₉"[digit]);

// "z₁" for dimension 0
explorer.dimension = d => "z" + explorer.subscript(d + 1);

// a number for people, with a true minus sign
explorer.number = (value, digits) => Number.isFinite(value) ? (Number(value.toFixed(digits)) === 0 ? 0 : value).toFixed(digits).replace("-", "−") : "–";

// grey bytes [height, width] → ImageData; from: where the image begins
explorer.imageData = function (grey, from, width, height) {
    const data = new ImageData(width, height), words = new Uint32Array(data.data.buffer);
    for (let i = 0; i < words.length; i++) words[i] = 0xFF000000 | grey[from + i] * 0x010101;
    return data;
};

explorer.reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
