// The test images where the model puts them: a marker each in the colour and shape of its class, or the class itself as text.
explorer.Cloud = class {
    // set: {count, width, height, classes, labels, columns, sprite}
    constructor(packed, set, latent, palette, loaded) {
        Object.assign(this, {set, latent, palette, codes: explorer.floats(packed.codes), hidden: new Set()});
        this.sprite = new Image();
        this.sprite.onload = loaded;
        this.sprite.src = set.sprite;
        this.x = new Float32Array(set.count);
        this.y = new Float32Array(set.count);
        this.texts = explorer.shortNames(set.classes);
    }

    get labelled() {
        return this.set.labels.length > 0;
    }

    label(i) {
        return this.labelled ? this.set.labels[i] : 0;
    }

    name(i) {
        return this.labelled ? this.set.classes[this.set.labels[i]] : "";
    }

    colour(c) {
        return this.labelled ? this.palette.classes[c % this.palette.classes.length] : "#56b4e9";
    }

    code(i) {
        return this.codes.subarray(i * this.latent, (i + 1) * this.latent);
    }

    visible(i) {
        return !this.hidden.has(this.label(i));
    }

    // places on the plane, as fractions; a model of one dimension has them side by side, spread in height so that they can be told apart
    place(mapping, across, up) {
        for (let i = 0; i < this.set.count; i++) {
            this.x[i] = mapping.fraction(this.codes[i * this.latent + across]);
            this.y[i] = up === null ? 0.1 + 0.8 * (i * 0.618033988749895 % 1) : mapping.fraction(this.codes[i * this.latent + up]);
        }
    }

    draw(context, width, height, ratio, asText) {
        const radius = (asText ? Math.max(5, Math.min(6.5, width / ratio / 80)) : Math.max(3, Math.min(4.4, width / ratio / 130))) * ratio, stamps = new Map();
        for (let i = 0; i < this.set.count; i++) {
            if (!this.visible(i)) continue;
            const c = this.label(i);
            if (!stamps.has(c)) stamps.set(c, this.stamp(c, radius, ratio, asText));
            const stamp = stamps.get(c);
            context.drawImage(stamp, Math.round(this.x[i] * width - stamp.width / 2), Math.round((1 - this.y[i]) * height - stamp.height / 2));
        }
    }

    // one class's marker, drawn once and copied to all its places
    stamp(c, radius, ratio, asText) {
        const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
        canvas.width = canvas.height = Math.ceil(2 * radius + 4 * ratio);
        const middle = canvas.width / 2;
        if (asText && this.labelled) {
            context.font = `700 ${Math.round(1.75 * radius)}px system-ui, sans-serif`;
            context.textAlign = "center";
            context.textBaseline = "middle";
            context.lineJoin = "round";
            context.lineWidth = 2.6 * ratio;
            context.strokeStyle = "#fff";
            context.strokeText(this.texts[c], middle, middle);
            context.fillStyle = this.colour(c);
            context.fillText(this.texts[c], middle, middle);
        } else {
            explorer.drawMarker(context, c, this.colour(c), middle, middle, radius, 1.3 * ratio);
        }
        return canvas;
    }

    // the visible point nearest to a place on the plane, if it is within so many CSS pixels
    nearest(fx, fy, width, height, most) {
        let best = -1, least = most * most;
        for (let i = 0; i < this.set.count; i++) {
            const dx = (this.x[i] - fx) * width, dy = (this.y[i] - fy) * height, distance = dx * dx + dy * dy;
            if (distance < least && this.visible(i)) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    drawOriginal(context, i) {
        const {width, height, columns} = this.set;
        if (this.sprite.complete) context.drawImage(this.sprite, i % columns * width, Math.floor(i / columns) * height, width, height, 0, 0, width, height);
    }
};

// names of one or two characters as they are; letters where names are longer
explorer.shortNames = classes => classes.every(name => name.length <= 2) ? classes : classes.map((_, c) => String.fromCharCode(65 + c % 26));
