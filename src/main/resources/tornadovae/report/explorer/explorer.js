// The explorer: its state, and what follows from a change of it. Whatever moves asks for "code", "base" or "top" to be done anew in the next frame.
explorer.App = class {
    // data: see tornadovae.report.explorer.Explorer
    constructor(element, data) {
        this.data = data;
        this.id = "explorer-" + (explorer.App.count = (explorer.App.count || 0) + 1);
        this.mapping = new explorer.Mapping("u");
        this.path = new explorer.Path();
        this.points = "none";
        this.sample = false;
        this.seed = 1;
        this.held = false;
        this.editing = false;
        this.playing = false;
        this.pointed = -1;
        this.overlay = "none";
        this.wanted = new Set();
        this.build(element);
        this.choose(0);
        this.restore();
        addEventListener("hashchange", () => this.restore());
    }

    name(part) {
        return this.id + "-" + part;
    }

    // ---- the page --------------------------------------------------------------------------------------------------

    build(element) {
        const {element: make} = explorer, {data} = this;
        this.plane = new explorer.Plane(this);
        this.picture = new explorer.Picture("explorer-image", "The decoded image");
        this.original = new explorer.Picture("ex-small", "No test image chosen");
        this.again = new explorer.Picture("ex-small", "No reconstruction");
        this.caption = make("figcaption", {});
        this.readout = make("div", {class: "ex-readout"});
        this.pointText = make("p", {class: "ex-point-text"});
        this.pair = make("div", {class: "ex-pair"}, make("figure", {}, this.original.canvas, make("figcaption", {}, "original")),
            make("figure", {}, this.again.canvas, make("figcaption", {}, "reconstruction")));
        this.pointBox = make("div", {class: "ex-point"}, this.pair, this.pointText);
        this.modelBox = make("div", {class: "ex-head"});
        this.controlBox = make("div", {class: "ex-controls"});
        this.legendBox = make("div", {class: "ex-legend"});
        this.sliderBox = make("div", {class: "ex-sliders"});
        this.status = make("p", {class: "ex-status", role: "status"});
        this.live = make("p", {class: "ex-hidden", "aria-live": "polite"});
        this.link = make("input", {class: "ex-link", type: "text", readonly: true, hidden: true, "aria-label": "Link to this view"});
        element.classList.add("explorer");
        element.append(this.modelBox,
            make("div", {class: "ex-stage"},
                make("div", {class: "ex-left"}, this.plane.element, make("p", {class: "ex-help", id: this.name("help")},
                    "Move to decode, click to hold or let go. With the keyboard: arrow keys move (with Shift in larger steps), Enter holds, Home goes to the centre.")),
                make("div", {class: "ex-side"}, make("figure", {class: "ex-figure"}, this.picture.canvas, this.caption), make("div", {class: "ex-about"}, this.readout, this.pointBox))),
            this.controlBox, this.legendBox, this.sliderBox, this.status, this.notes(), this.live);
        if (!data.models.length) this.status.textContent = "No model fits into this page.";
    }

    notes() {
        const {element: make} = explorer, left = this.data.left_out || [];
        if (!left.length) return "";
        const list = models => make("ul", {}, ...models.map(model => make("li", {}, `${model.label}: ${model.reason}`)));
        const title = `${left.length} more ${left.length === 1 ? "model" : "models"}`, commands = [...new Set(left.map(model => model.command))];
        if (commands.length === 1) return make("details", {class: "ex-notes"}, make("summary", {}, `${title}: `, make("code", {}, commands[0])), list(left));
        return make("details", {class: "ex-notes"}, make("summary", {}, title), ...commands.flatMap(command => [make("p", {}, make("code", {}, command)), list(left.filter(model => model.command === command))]));
    }

    buildHead() {
        const {element: make} = explorer, {data, model} = this;
        const loss = m => Number.isFinite(m.loss) ? ` (−ELBO ${explorer.number(m.loss, 1)})` : "";
        explorer.refill(this.modelBox, [explorer.controls.select("Model", data.models.map((m, i) => [String(i), m.label + loss(m)]), String(this.index), i => this.choose(Number(i), true)),
            make("span", {class: "ex-facts"}, `decoder ${model.architecture}, ${model.likelihood}` + (Number.isFinite(model.loss) ? `; test −ELBO ${explorer.number(model.loss, 2)} nats per image` : ""))]);
    }

    buildControls() {
        const {controls, element: make} = explorer, {model, source} = this;
        const dimensions = Array.from({length: model.latent}, (_, d) => [String(d), explorer.dimension(d)]), parts = [];
        if (model.latent > 2) {
            parts.push(controls.select("Across →", dimensions, String(this.across), d => this.span(Number(d), this.up === Number(d) ? this.across : this.up)),
                controls.select("Up ↑", dimensions, String(this.up), d => this.span(this.across === Number(d) ? this.up : this.across, Number(d))));
        }
        parts.push(controls.choice("Axes", this.name("scale"), [["u", "prior’s mass"], ["z", "z"]], this.mapping.scale, scale => this.rescale(scale)));
        if (this.overlays) {
            const fits = this.overlayFits;
            parts.push(controls.select("Overlay", [["none", "none"], ...this.overlays.fields.map(field => [field.id, field.title, !fits])], fits ? this.overlay : "none", id => this.lay(id)));
        }
        if (this.cloud) parts.push(controls.choice("Test images", this.name("points"), [["none", "off"], ["shapes", "points"], ...this.cloud.labelled ? [["labels", "classes"]] : []], this.points, points => this.showPoints(points)));
        parts.push(controls.choice("Show", this.name("show"), [["mean", "mean"], ["sample", "draw", !source.samples]], this.sample ? "sample" : "mean", show => this.show(show === "sample")));
        if (this.sample) parts.push(controls.button("Draw anew", () => this.show(true, this.seed % 2147483647 + 1)));
        this.playButton = controls.button(this.playing ? "Pause" : "Play", () => this.play(!this.playing));
        this.editButton = controls.button(this.editing ? "Done" : "Draw a path", () => this.edit(!this.editing), {"aria-pressed": String(this.editing)});
        parts.push(make("div", {class: "ex-buttons"}, this.playButton, this.editButton,
            this.path.waypoints.length ? controls.button("Clear path", () => this.clearPath()) : null, controls.button("Link to this view", () => this.share())), this.link);
        explorer.refill(this.controlBox, parts);
    }

    buildLegend() {
        const {controls, element: make} = explorer, {cloud} = this, field = this.overlayShown, parts = [];
        const classes = cloud?.labelled && this.points !== "none";
        if (classes) {
            const chips = cloud.set.classes.map((name, c) => controls.classChip(cloud, c, name, chosen => this.toggle(chosen)));
            if (cloud.hidden.size) chips.push(controls.button("All", () => this.toggle(null)));
            parts.push(make("div", {class: "ex-chips", role: "group", "aria-label": "Classes"}, ...chips));
        }
        if (field?.kind === "class" && !classes) {
            parts.push(make("div", {class: "ex-chips"}, ...this.overlays.classes.map((name, c) => {
                const swatch = make("span", {class: "ex-swatch"});
                swatch.style.background = this.overlays.palette.classes[c % this.overlays.palette.classes.length];
                const short = explorer.shortNames(this.overlays.classes)[c];
                return make("span", {class: "ex-key"}, swatch, short === name ? name : `${short} ${name}`);
            })));
        }
        if (field?.kind === "class") parts.push(make("p", {class: "ex-remark"}, "Class that a classifier sees in each decoded mean; stronger where it is surer, none where it is less than " + Math.round(100 * this.overlays.threshold) + " % sure."));
        else if (field) parts.push(controls.scale(this.overlays, field));
        if (field && !this.othersAreZero) parts.push(make("p", {class: "ex-remark"}, "The overlay holds for other dimensions at 0."));
        if (this.overlays && !this.overlayFits) parts.push(make("p", {class: "ex-remark"}, `The atlas was made over ${explorer.dimension(this.overlays.across)} and ${explorer.dimension(this.overlays.up)}; choose these axes for its overlays.`));
        if (!this.model.cloud) parts.push(make("p", {class: "ex-remark"}, "The data set was not at hand when this page was made, so it has no cloud of test images."));
        if (!this.source.samples) parts.push(make("p", {class: "ex-remark"}, `Only the means of this ${this.model.likelihood} decoder are in the page; ${this.model.command} gives draws too.`));
        explorer.refill(this.legendBox, parts);
    }

    buildSliders() {
        const {controls, element: make} = explorer, {model} = this, most = 64;
        let shown = Array.from({length: model.latent}, (_, d) => d);
        if (shown.length > most) shown = shown.sort((a, b) => (model.kl?.[b] || 0) - (model.kl?.[a] || 0)).slice(0, most).sort((a, b) => a - b);
        this.sliders = new Map(shown.map(d => [d, controls.slider(d, this.z[d], model.kl?.[d], d === this.across ? "→" : d === this.up ? "↑" : "", (which, z) => this.slide(which, z))]));
        this.sliderBox.replaceChildren(make("div", {class: "ex-slider-grid"}, ...Array.from(this.sliders.values(), slider => slider.element)),
            make("div", {class: "ex-buttons"}, controls.button("All to 0", () => this.go(new Float64Array(model.latent))),
                controls.button("From the prior", () => this.go(Float64Array.from({length: model.latent}, () => explorer.normal.quantile(Math.min(1 - 1e-9, Math.max(1e-9, Math.random()))))))));
        if (shown.length < model.latent) this.sliderBox.append(make("p", {class: "ex-remark"}, `The ${most} dimensions that say most, of ${model.latent}.`));
    }

    // ---- changes of the state --------------------------------------------------------------------------------------

    // keep: stay at the same code, where the model has as many dimensions
    choose(index, keep) {
        const model = this.data.models[index];
        if (!model) return;
        this.play(false);
        const before = this.model;
        this.index = index;
        this.model = model;
        this.source = this.data.server ? new explorer.ServedSource(index, message => this.status.textContent = message) : new explorer.EmbeddedSource(model);
        const set = model.cloud && this.data.images[model.cloud.images];
        this.cloud = set ? new explorer.Cloud(model.cloud, set, model.latent, this.data.palette, () => this.needs("point")) : null;
        this.overlays = model.overlays && model.overlays.fields.length ? new explorer.Overlays(model.overlays, this.data.palette) : null;
        if (this.overlay !== "none" && !this.overlays?.named(this.overlay)) this.overlay = "none";
        if (this.sample && !this.source.samples) this.sample = false;
        if (!keep || before.latent !== model.latent) {
            this.z = new Float64Array(model.latent);
            [this.across, this.up] = this.bestPair();
            this.path.waypoints = [];
        }
        this.pointed = -1;
        for (const picture of [this.picture, this.original, this.again]) picture.size(model.width, model.height);
        this.buildHead();
        this.rebuild();
        this.plane.change();
        this.needs("code");
        this.needs("point");
    }

    // the atlas's pair, or the two dimensions that say most of an image
    bestPair() {
        const {latent, kl} = this.model;
        if (latent === 1) return [0, null];
        if (this.overlays) return [this.overlays.across, this.overlays.up];
        if (latent === 2 || !kl) return [0, 1];
        return Array.from(kl.keys()).sort((a, b) => kl[b] - kl[a]).slice(0, 2).sort((a, b) => a - b);
    }

    rebuild() {
        this.buildControls();
        this.buildLegend();
        this.buildSliders();
    }

    span(across, up) {
        this.play(false);
        this.across = across;
        this.up = up;
        this.path.waypoints = [];
        this.rebuild();
        this.plane.change();
        this.needs("code");
    }

    rescale(scale) {
        this.play(false);   // its course is on the old scale
        this.mapping = new explorer.Mapping(scale);
        this.plane.change();
    }

    lay(id) {
        this.overlay = id;
        this.buildLegend();
        this.needs("base");
        this.needs("code");
    }

    showPoints(points) {
        this.points = points;
        this.buildLegend();
        this.needs("point");
        this.needs("base");
        this.needs("top");
    }

    show(sample, seed) {
        const rebuild = this.sample !== sample;
        this.sample = sample;
        this.seed = seed || this.seed;
        if (rebuild) this.buildControls();
        this.needs("code");
    }

    // c: a class to show or hide; null shows all
    toggle(c) {
        const {hidden} = this.cloud;
        if (c === null) hidden.clear();
        else if (!hidden.delete(c)) hidden.add(c);
        this.buildLegend();
        this.needs("base");
    }

    slide(d, z) {
        this.z[d] = z;
        if (d !== this.across && d !== this.up) {
            this.plane.showTiles();
            if (this.overlayShown) this.buildLegend();
        }
        this.held = true;
        this.needs("code");
    }

    // to a whole code
    go(z) {
        const others = this.z.some((value, d) => d !== this.across && d !== this.up && value !== z[d]);
        this.z = Float64Array.from(z);
        if (others) {
            this.plane.showTiles();
            if (this.overlayShown) this.buildLegend();
        }
        this.held = true;
        this.needs("code");
    }

    // ---- the pointer -----------------------------------------------------------------------------------------------

    // where the code is on the plane, as fractions
    place() {
        return [this.mapping.fraction(this.z[this.across]), this.up === null ? 0.5 : this.mapping.fraction(this.z[this.up])];
    }

    moveTo(fx, fy) {
        this.z[this.across] = this.mapping.z(fx);
        if (this.up !== null) this.z[this.up] = this.mapping.z(fy);
        this.needs("code");
    }

    hover(fx, fy) {
        this.point(fx, fy, 10);
        if (!this.held && !this.playing) this.moveTo(fx, fy);
    }

    drag(fx, fy) {
        this.play(false);
        this.held = true;
        this.point(fx, fy, 14);
        this.moveTo(fx, fy);
    }

    click(fx, fy, wasHeld, device) {
        if (this.editing) {
            this.path.waypoints.push([this.mapping.z(fx), this.up === null ? 0 : this.mapping.z(fy)]);
            this.moveTo(fx, fy);
            if (this.path.waypoints.length === 1) this.buildControls();
            return;
        }
        this.play(false);
        const near = this.cloud && this.points !== "none" ? this.cloud.nearest(fx, fy, this.plane.width, this.plane.height, 8) : -1;
        if (near >= 0) {
            this.pointed = near;
            this.needs("point");
            this.go(this.cloud.code(near));
            return;
        }
        this.held = device === "touch" || device === "pen" || !wasHeld;
        if (device !== "keyboard") this.moveTo(fx, fy);
        this.needs("top");
    }

    release() {
        this.held = false;
        this.play(false);
        if (this.editing) this.edit(false);
        this.needs("top");
    }

    point(fx, fy, most) {
        if (!this.cloud || this.points === "none") return;
        const near = this.cloud.nearest(fx, fy, this.plane.width, this.plane.height, most);
        if (near === this.pointed) return;
        this.pointed = near;
        this.needs("top");
        if (near >= 0) this.needs("point");
    }

    // ---- paths -----------------------------------------------------------------------------------------------------

    get pathShown() {
        return this.playing || this.editing || this.path.waypoints.length > 1;
    }

    edit(editing) {
        this.editing = editing;
        if (editing) this.play(false);
        this.editButton.setAttribute("aria-pressed", String(editing));
        this.editButton.textContent = editing ? "Done" : "Draw a path";
        this.status.textContent = editing ? "Click on the plane, or move with the arrow keys and press Enter, to set the corners of a closed path." : "";
        this.plane.surface.classList.toggle("ex-editing", editing);
        this.needs("top");
    }

    clearPath() {
        this.path.waypoints = [];
        this.play(false);
        this.buildControls();
        this.needs("top");
    }

    // a sixth of the plane's width in a second; in steps where people asked for little motion
    play(playing) {
        if (playing === this.playing) return;
        if (playing && this.editing) this.edit(false);
        this.playing = playing;
        this.playButton.textContent = playing ? "Pause" : "Play";
        this.needs("top");
        if (!playing) return clearInterval(this.timer);
        const flat = this.up === null, course = this.path.course(this.mapping, flat);
        const speed = 1 / 6;
        let way = 0, before = performance.now();
        this.held = true;
        const step = seconds => {
            way += speed * seconds;
            this.moveTo(...course.at(way));
        };
        if (explorer.reducedMotion()) {
            this.timer = setInterval(() => step(0.9), 900);
            return;
        }
        const frame = now => {
            if (!this.playing) return;
            step(Math.min(0.1, (now - before) / 1000));
            before = now;
            requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
    }

    // ---- overlays --------------------------------------------------------------------------------------------------

    get overlayFits() {
        return this.overlays !== null && this.overlays.across === this.across && this.overlays.up === this.up;
    }

    get overlayShown() {
        return this.overlay !== "none" && this.overlayFits ? this.overlays.named(this.overlay) : null;
    }

    get othersAreZero() {
        return this.z.every((value, d) => d === this.across || d === this.up || Math.abs(value) < 0.005);
    }

    // ---- links -----------------------------------------------------------------------------------------------------

    get view() {
        const {model, mapping, overlay, points} = this, hidden = this.cloud ? Array.from(this.cloud.hidden).sort((a, b) => a - b) : [];
        return {model: model.cell, z: Array.from(this.z, value => Number(value.toFixed(4))).join(","), axes: this.up === null ? String(this.across + 1) : [this.across + 1, this.up + 1].join(","), scale: mapping.scale,
            overlay: overlay === "none" ? "" : overlay, points: points === "none" ? "" : points, hide: hidden.join(","), draw: this.sample ? this.seed : "",
            path: this.path.waypoints.map(point => point.map(value => value.toFixed(3)).join(",")).join(",")};
    }

    share() {
        history.replaceState(null, "", explorer.viewLink.write(this.view));
        this.link.hidden = false;
        this.link.value = location.href;
        this.link.select();
        navigator.clipboard?.writeText(location.href).then(() => this.status.textContent = "The link was copied.", () => {});
    }

    // takes what a link says, as far as it makes sense here
    restore() {
        const view = explorer.viewLink.read(location.hash), {numbers} = explorer.viewLink;
        if (!view) return;
        const index = this.data.models.findIndex(model => model.cell === view.model);
        if (index < 0) {
            this.status.textContent = `The model ${view.model} of this link is not in this page.`;
            return;
        }
        const points = ["none", "shapes", "labels"];
        this.mapping = new explorer.Mapping(view.scale === "z" ? "z" : "u");
        this.points = points.includes(view.points) ? view.points : "none";
        this.overlay = view.overlay || "none";
        this.choose(index);
        const {latent} = this.model, axes = numbers(view.axes, latent === 1 ? 1 : 2), draw = Number(view.draw);
        if (axes && axes.every(d => Number.isInteger(d) && d >= 1 && d <= latent) && axes[0] !== axes[1]) [this.across, this.up] = latent === 1 ? [0, null] : axes.map(d => d - 1);
        if (this.cloud && view.hide) this.cloud.hidden = new Set(view.hide.split(",").map(Number));
        this.sample = this.source.samples && Number.isInteger(draw) && draw > 0;
        if (this.sample) this.seed = draw;
        const path = view.path ? numbers(view.path, view.path.split(",").length) : null;
        this.path.waypoints = path ? Array.from({length: Math.floor(path.length / 2)}, (_, k) => path.slice(2 * k, 2 * k + 2)) : [];
        this.z = Float64Array.from(numbers(view.z, latent) || new Float64Array(latent));
        this.held = true;
        this.rebuild();
        this.plane.change();
        this.plane.element.scrollIntoView({block: "nearest"});
    }

    // ---- frames ----------------------------------------------------------------------------------------------------

    needs(what) {
        if (!this.wanted.size) requestAnimationFrame(() => this.frame());
        this.wanted.add(what);
    }

    frame() {
        const {wanted} = this;
        this.wanted = new Set();
        if (!this.model) return;
        if (wanted.has("code")) this.decode();
        if (wanted.has("base")) this.plane.drawBase();
        if (wanted.has("point")) this.showPoint();
        if (wanted.has("top") || wanted.has("code")) this.plane.drawTop();
    }

    decode() {
        this.source.decode("image", Float32Array.from(this.z), 1, {sample: this.sample, seed: this.seed}, grey => this.picture.show(grey));
        const text = [], lines = [];
        for (const d of [this.across, this.up]) {
            if (d === null) continue;
            const name = explorer.dimension(d), z = explorer.number(this.z[d], 2);
            text.push(`${name} = ${z}`);
            lines.push([name, z, "u" + explorer.subscript(d + 1), explorer.number(explorer.normal.cdf(this.z[d]), 3)]);
        }
        const [u, v] = [this.across, this.up].map(d => d === null ? 0.5 : explorer.normal.cdf(this.z[d]));
        const field = this.overlayShown, found = this.overlayFits && this.othersAreZero ? this.overlays.classAt(u, v) : null;
        const remarks = [];
        if (found) remarks.push((found.confidence < this.overlays.threshold ? "between classes, most like " : "looks like ") + `${found.name}, ${Math.round(100 * found.confidence)} % sure`);
        if (field && field.kind !== "class") remarks.push(`${field.title} ${explorer.number(this.overlays.value(field, u, v), 2)}${field.unit ? " " + field.unit : ""}`);
        this.write(lines, remarks);
        this.caption.textContent = this.sample ? "a draw from p(x|z)" : "mean of p(x|z)";
        for (const [d, slider] of this.sliders) slider.set(this.z[d]);
        const spoken = [...text, ...remarks].join(", ");
        this.picture.label(`Decoded image at ${spoken}`);
        clearTimeout(this.speaking);
        this.speaking = setTimeout(() => this.live.textContent = spoken, 600);
    }

    write(lines, remarks) {
        const {element: make} = explorer, {readout} = this;
        readout.replaceChildren(make("table", {}, make("tbody", {}, ...lines.map(([z, value, u, mass]) => make("tr", {}, make("th", {scope: "row"}, z), make("td", {}, value), make("th", {scope: "row"}, u), make("td", {}, mass))))),
            ...remarks.map(remark => make("p", {}, remark)));
    }

    // the test image under the pointer, and what the model makes of it
    showPoint() {
        const {cloud, pointed} = this;
        this.pointBox.hidden = !cloud || this.points === "none";
        if (this.pointBox.hidden) return;
        this.pair.hidden = pointed < 0;
        if (pointed < 0) {
            this.pointText.textContent = "Point at a test image to see it and its reconstruction.";
            return;
        }
        const name = cloud.name(pointed), said = `Test image ${pointed}` + (name ? `, class ${name}` : "");
        cloud.drawOriginal(this.original.context, pointed);
        this.source.decode("point", Float32Array.from(cloud.code(pointed)), 1, {sample: false, seed: 0}, grey => this.again.show(grey));
        this.pointText.textContent = said;
        this.original.label(said);
        this.again.label("Reconstruction of " + said.charAt(0).toLowerCase() + said.slice(1));
    }
};

// Builds the explorer into an element. Returns it, so that a page can choose a model: mount(…).choose(index).
explorer.mount = (element, data) => new explorer.App(element, data);
