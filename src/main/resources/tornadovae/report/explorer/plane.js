// The latent plane: the manifold, an overlay and the cloud on one canvas, which is drawn only when they change; path and cross-hair on another above it, drawn in every frame that moves.
explorer.Plane = class {
    // app: the explorer, whose state is drawn and which is told of the pointer
    constructor(app) {
        this.app = app;
        this.base = explorer.element("canvas", {"aria-hidden": "true"});
        this.top = explorer.element("canvas", {"aria-hidden": "true"});
        this.surface = explorer.element("div", {class: "ex-surface", tabIndex: 0, role: "application", "aria-roledescription": "latent plane", "aria-describedby": app.name("help")}, this.base, this.top);
        this.across = explorer.element("div", {class: "ex-axis ex-across", "aria-hidden": "true"});
        this.up = explorer.element("div", {class: "ex-axis ex-up", "aria-hidden": "true"});
        this.element = explorer.element("div", {class: "ex-plane"}, this.up, this.surface, this.across);
        this.tiles = new explorer.Tiles(() => app.needs("base"));
        this.listen();
        new ResizeObserver(() => this.resize()).observe(this.surface);
    }

    resize() {
        const box = this.surface.getBoundingClientRect();
        if (!box.width) return;
        this.ratio = Math.min(2, devicePixelRatio || 1);
        const width = Math.round(box.width * this.ratio), height = Math.round(box.height * this.ratio);
        if (this.base.width === width && this.base.height === height) return;
        const tiles = this.columns;
        for (const canvas of [this.base, this.top]) {
            canvas.width = width;
            canvas.height = height;
        }
        if (this.columns !== tiles || !this.shown) this.showTiles();
        this.drawBase();
        this.drawTop();
    }

    get width() {
        return this.base.width / (this.ratio || 1);
    }

    get height() {
        return this.base.height / (this.ratio || 1);
    }

    // a strip of square tiles where there is one dimension
    get columns() {
        if (this.app.up === null) return Math.max(1, Math.round(this.width / this.height));
        return Math.min(20, Math.max(10, Math.round(this.width / 28)));
    }

    // a new model, pair or scale, or new values of the other dimensions
    change() {
        const {model, mapping, across, up, cloud} = this.app;
        this.element.classList.toggle("ex-flat", up === null);
        if (cloud) cloud.place(mapping, across, up);
        this.raster = null;
        this.resize();
        this.showTiles();
        this.axis(this.across, explorer.dimension(across), "left");
        this.axis(this.up, up === null ? "" : explorer.dimension(up), "bottom");
        this.surface.setAttribute("aria-label", `Latent plane of ${model.label}: ${explorer.dimension(across)} to the right` + (up === null ? "" : `, ${explorer.dimension(up)} upwards`));
        this.app.needs("base");
        this.app.needs("top");
    }

    axis(element, name, side) {
        element.replaceChildren();
        if (!name) return;
        for (const z of this.app.mapping.scale === "z" ? [-2, -1, 0, 1, 2] : [-1, 0, 1]) {   // Φ(±2) would stand in the corners, where the names are
            const tick = explorer.element("span", {class: "ex-tick"}, explorer.number(z, 0));
            tick.style[side] = 100 * this.app.mapping.fraction(z) + "%";
            element.append(tick);
        }
        element.append(explorer.element("span", {class: "ex-axis-name"}, name));
    }

    showTiles() {
        const {source, model, mapping, across, up, z} = this.app;
        if (!this.base.width || !source) return;
        this.shown = true;
        const columns = this.columns, rows = up === null ? 1 : columns;
        this.tiles.show(source, model, columns, rows, (column, row) => {
            const code = Float32Array.from(z);
            code[across] = mapping.z((column + 0.5) / columns);
            if (up !== null) code[up] = mapping.z(1 - (row + 0.5) / rows);
            return code;
        });
    }

    drawBase() {
        const context = this.base.getContext("2d", {alpha: false}), {width, height} = this.base, {app} = this;
        if (!width) return;
        context.fillStyle = "#000";
        context.fillRect(0, 0, width, height);
        context.imageSmoothingEnabled = true;
        context.imageSmoothingQuality = "high";
        context.drawImage(this.tiles.canvas, 0, 0, width, height);
        const field = app.overlayShown;
        if (field) {
            if (this.raster?.field !== field) this.raster = {field, canvas: app.overlays.raster(field, app.mapping, 240), names: field.kind === "class" ? app.overlays.names(field) : []};
            context.imageSmoothingEnabled = field.kind !== "class";
            context.drawImage(this.raster.canvas, 0, 0, width, height);
        }
        if (field && app.points === "none") this.drawNames(context, this.raster.names, width, height);
        if (app.mapping.scale === "z" && app.up !== null) this.drawCircles(context, width);
        if (app.cloud && app.points !== "none") {
            context.fillStyle = field ? "rgba(8, 10, 16, 0.25)" : "rgba(8, 10, 16, 0.5)";
            context.fillRect(0, 0, width, height);
            app.cloud.draw(context, width, height, this.ratio, app.points === "labels");
        }
    }

    drawNames(context, names, width, height) {
        context.textAlign = "center";
        context.textBaseline = "middle";
        for (const {name, u, v, area} of names) {
            const [x, y] = [u, v].map(mass => this.app.mapping.fraction(explorer.normal.quantile(mass))), r = Math.min(11 * this.ratio, Math.max(7 * this.ratio, 0.4 * width * Math.sqrt(area)));
            context.font = `700 ${Math.round(1.36 * r)}px system-ui, sans-serif`;
            context.beginPath();
            context.arc(x * width, (1 - y) * height, r, 0, 2 * Math.PI);
            context.fillStyle = "rgba(255, 255, 255, 0.92)";
            context.fill();
            context.fillStyle = "#111";
            context.fillText(name, x * width, (1 - y) * height + this.ratio);
        }
    }

    // one and two standard deviations of the prior
    drawCircles(context, width) {
        context.strokeStyle = "rgba(255, 255, 255, 0.35)";
        context.lineWidth = this.ratio;
        context.setLineDash([4 * this.ratio, 4 * this.ratio]);
        for (const r of [1, 2]) {
            context.beginPath();
            context.arc(width / 2, width / 2, r / this.app.mapping.limit / 2 * width, 0, 2 * Math.PI);
            context.stroke();
        }
        context.setLineDash([]);
    }

    drawTop() {
        const context = this.top.getContext("2d"), {width, height} = this.top, {app, ratio} = this;
        if (!width) return;
        context.clearRect(0, 0, width, height);
        const flat = app.up === null;
        if (app.pathShown) app.path.draw(context, app.mapping, flat, width, height, ratio);
        const [fx, fy] = app.place();
        const x = fx * width, y = (1 - fy) * height, gap = 9 * ratio;
        for (const [colour, thick] of [["rgba(0, 0, 0, 0.55)", 3], ["rgba(255, 255, 255, 0.9)", 1]]) {
            context.strokeStyle = colour;
            context.lineWidth = thick * ratio;
            context.beginPath();
            context.moveTo(0, y); context.lineTo(x - gap, y);
            context.moveTo(x + gap, y); context.lineTo(width, y);
            context.moveTo(x, 0); context.lineTo(x, y - gap);
            context.moveTo(x, y + gap); context.lineTo(x, height);
            context.stroke();
            context.beginPath();
            context.lineWidth = (thick + 1) * ratio;
            context.arc(x, y, gap - 2 * ratio, 0, 2 * Math.PI);
            context.stroke();
        }
        if (app.held) {
            context.beginPath();
            context.arc(x, y, 2.5 * ratio, 0, 2 * Math.PI);
            context.fillStyle = "#fff";
            context.fill();
        }
        if (app.cloud && app.pointed >= 0 && app.points !== "none") {
            const {cloud, pointed} = app, c = cloud.label(pointed);
            explorer.drawMarker(context, c, cloud.colour(c), cloud.x[pointed] * width, (1 - cloud.y[pointed]) * height, 8 * ratio, 3 * ratio);
        }
    }

    listen() {
        const {surface, app} = this;
        const place = event => {
            const box = surface.getBoundingClientRect();
            return [Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)), Math.min(1, Math.max(0, 1 - (event.clientY - box.top) / box.height))];
        };
        let pressed = null;
        surface.addEventListener("pointerdown", event => {
            if (event.button !== 0) return;
            pressed = {x: event.clientX, y: event.clientY, wasHeld: app.held, moved: false};
            surface.setPointerCapture(event.pointerId);
            if (event.pointerType !== "mouse") app.drag(...place(event));
        });
        surface.addEventListener("pointermove", event => {
            if (pressed) {
                pressed.moved ||= Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > 4;
                if (pressed.moved && !app.editing) app.drag(...place(event));
            } else if (event.pointerType === "mouse") {
                app.hover(...place(event));
            }
        });
        surface.addEventListener("pointerup", event => {
            if (pressed && !pressed.moved) app.click(...place(event), pressed.wasHeld, event.pointerType);
            pressed = null;
        });
        surface.addEventListener("pointercancel", () => pressed = null);
        surface.addEventListener("keydown", event => {
            const step = event.shiftKey ? 0.1 : 0.02, [fx, fy] = app.place();
            const moves = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowDown: [0, -step], ArrowUp: [0, step]};
            if (event.ctrlKey || event.altKey || event.metaKey) return;
            if (moves[event.key]) app.drag(Math.min(1, Math.max(0, fx + moves[event.key][0])), Math.min(1, Math.max(0, fy + moves[event.key][1])));
            else if (event.key === "Home") app.drag(0.5, 0.5);
            else if (event.key === "Enter" || event.key === " ") app.click(fx, fy, app.held, "keyboard");
            else if (event.key === "Escape") app.release();
            else return;
            event.preventDefault();
        });
    }
};
