// What an atlas says of every cell of its grid, laid over the plane: classes in their colours, as strong as they are sure; magnitudes and signed values along a ramp.
explorer.Overlays = class {
    // packed: {across, up, grid, classes, threshold, fields: [{id, title, unit, kind, field, shades}]}
    constructor(packed, palette) {
        Object.assign(this, {across: packed.across, up: packed.up, grid: packed.grid, classes: packed.classes, threshold: packed.threshold, palette});
        this.fields = packed.fields.map(packedField => {
            const field = {...packedField, field: explorer.floats(packedField.field)};
            if (packedField.shades) field.shades = explorer.floats(packedField.shades);
            if (field.kind !== "class") [field.low, field.high] = explorer.range(field.field, field.kind === "signed");
            return field;
        });
    }

    named(id) {
        return this.fields.find(field => field.id === id);
    }

    // the nearest cell of (u, v) in the unit square, v upwards
    cell(u, v) {
        const n = this.grid, at = x => Math.min(n - 1, Math.max(0, Math.floor(x * n)));
        return at(1 - v) * n + at(u);
    }

    // bilinear between cell centres; NaN beside undefined cells
    value(field, u, v) {
        const n = this.grid;
        const x = Math.min(n - 1, Math.max(0, u * n - 0.5)), y = Math.min(n - 1, Math.max(0, (1 - v) * n - 0.5));
        const i = Math.min(n - 2, Math.floor(x)), j = Math.min(n - 2, Math.floor(y)), s = x - i, t = y - j, f = field.field;
        return (1 - t) * ((1 - s) * f[j * n + i] + s * f[j * n + i + 1]) + t * ((1 - s) * f[(j + 1) * n + i] + s * f[(j + 1) * n + i + 1]);
    }

    // the class that the map shows at (u, v) and how surely, or null
    classAt(u, v) {
        const field = this.named("class"), cell = this.cell(u, v);
        if (!field || !(field.field[cell] >= 0)) return null;
        return {name: this.classes[field.field[cell]], confidence: field.shades ? field.shades[cell] : 1};
    }

    // the names that a class map wears, so that it needs no colours: [{name, u, v, area}], areas as shares of the square
    names(field) {
        const sure = Array.from(field.field, (c, i) => c >= 0 && !(field.shades && field.shades[i] < this.threshold) ? c : -1), short = explorer.shortNames(this.classes);
        return explorer.regions(sure, this.grid, Math.max(4, this.grid * this.grid / 400)).map(({class: c, u, v, cells}) => ({name: short[c], u, v, area: cells / this.grid ** 2}));
    }

    colour(field) {
        const ramp = explorer.ramp(field.kind === "signed" ? this.palette.signed : this.palette.magnitudes);
        return value => ramp((value - field.low) / (field.high - field.low || 1));
    }

    // a canvas of size × size over the plane of a mapping
    raster(field, mapping, size) {
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = size;
        const image = new ImageData(size, size), colours = this.palette.classes.map(explorer.rgb), ramp = field.kind === "class" ? null : this.colour(field);
        const u = Array.from({length: size}, (_, i) => explorer.normal.cdf(mapping.z((i + 0.5) / size)));
        for (let y = 0, at = 0; y < size; y++)
            for (let x = 0; x < size; x++, at += 4) {
                const v = u[size - 1 - y];
                let colour, alpha;
                if (ramp) {
                    const value = this.value(field, u[x], v);
                    if (!Number.isFinite(value)) continue;
                    colour = ramp(value);
                    alpha = 165;
                } else {
                    const cell = this.cell(u[x], v), c = field.field[cell];
                    if (!(c >= 0)) continue;
                    const sure = field.shades ? field.shades[cell] : 1;
                    if (sure < this.threshold) continue;
                    colour = colours[c % colours.length];
                    alpha = 90 + 120 * sure;
                }
                image.data.set([colour[0], colour[1], colour[2], alpha], at);
            }
        canvas.getContext("2d").putImageData(image, 0, 0);
        return canvas;
    }
};

// the middle 98 % of the defined values; as much below 0 as above for signed ones
explorer.range = function (values, signed) {
    const sorted = Array.from(values).filter(Number.isFinite).sort((a, b) => a - b);
    if (!sorted.length) return [0, 1];
    const at = q => sorted[Math.round(q * (sorted.length - 1))];
    if (!signed) return [at(0.01), at(0.99)];
    const most = Math.max(Math.abs(at(0.01)), Math.abs(at(0.99)));
    return [-most, most];
};
