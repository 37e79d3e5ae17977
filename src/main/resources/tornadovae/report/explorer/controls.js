// The parts of which the explorer's controls are made: native elements, each with its label.
explorer.controls = {
    // options: [[value, text, disabled], …]
    select(label, options, value, changed) {
        const select = explorer.element("select", {onchange: () => changed(select.value)}, ...options.map(([key, text, disabled]) => explorer.element("option", {value: key, disabled}, text)));
        select.value = value;
        return explorer.element("label", {class: "ex-field"}, explorer.element("span", {}, label), select);
    },

    // a few choices side by side, of which one is taken
    choice(label, name, options, value, changed) {
        const inputs = options.map(([key, text, disabled]) => explorer.element("label", {},
            explorer.element("input", {type: "radio", name, value: key, checked: key === value, disabled, onchange: () => changed(key)}), explorer.element("span", {}, text)));
        return explorer.element("fieldset", {class: "ex-choice"}, explorer.element("legend", {}, label), explorer.element("div", {class: "ex-options"}, ...inputs));
    },

    button(text, clicked, attributes) {
        return explorer.element("button", {type: "button", class: "ex-button", onclick: clicked, ...attributes}, text);
    },

    // a class in the legend: its marker and name; pressed while it is shown
    classChip(cloud, c, name, toggled) {
        const canvas = explorer.element("canvas", {width: 40, height: 40, "aria-hidden": "true"});
        explorer.drawMarker(canvas.getContext("2d"), c, cloud.colour(c), 20, 20, 13, 4);
        const short = cloud.texts[c];
        return explorer.element("button", {type: "button", class: "ex-chip", "aria-pressed": String(!cloud.hidden.has(c)), onclick: () => toggled(c)}, canvas, short === name ? name : `${short} ${name}`);
    },

    // a ramp with its two ends
    scale(overlays, field) {
        const canvas = explorer.element("canvas", {width: 160, height: 1, class: "ex-ramp", "aria-hidden": "true"}), colour = overlays.colour(field), data = new ImageData(160, 1);
        for (let i = 0; i < 160; i++) data.data.set([...colour(field.low + (field.high - field.low) * i / 159), 255], 4 * i);
        canvas.getContext("2d").putImageData(data, 0, 0);
        const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(field.low), Math.abs(field.high), 1e-9))));
        return explorer.element("div", {class: "ex-scale"}, explorer.element("span", {class: "ex-scale-title"}, field.title + (field.unit ? `, ${field.unit}` : "")),
            explorer.element("span", {}, explorer.number(field.low, Math.min(digits, 3))), canvas, explorer.element("span", {}, explorer.number(field.high, Math.min(digits, 3))));
    },

    // a latent dimension; role: "→", "↑" or "" where the plane does not span it
    slider(d, value, kl, role, moved) {
        const output = explorer.element("output", {}, explorer.number(value, 2));
        const input = explorer.element("input", {type: "range", min: "-3.5", max: "3.5", step: "0.01", value: String(value), oninput: () => moved(d, Number(input.value))});
        const element = explorer.element("label", {class: "ex-slider" + (Number.isFinite(kl) && kl < 0.01 ? " ex-idle" : "")},
            explorer.element("span", {class: "ex-slider-name"}, explorer.dimension(d), role ? explorer.element("b", {}, " " + role) : ""), input, output,
            Number.isFinite(kl) ? explorer.element("small", {title: "what this dimension says of an image, on average: its part of the KL term"}, explorer.number(kl, 2) + " nats") : explorer.element("small", {}));
        return {element, set: z => {
            input.value = String(z);
            output.textContent = explorer.number(z, 2);
        }};
    }
};
