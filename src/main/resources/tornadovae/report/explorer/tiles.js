// The learned manifold as a background: n × n codes at the centres of the plane's cells, each decoded. It is drawn from the middle outwards, a few milliseconds in every frame, over what was there before.
explorer.Tiles = class {
    // changed is called whenever there is something new to be seen
    constructor(changed) {
        this.changed = changed;
        this.canvas = document.createElement("canvas");
        this.round = 0;
    }

    // columns × rows tiles; code(column, row) gives the latent code [latent] of a tile, row 0 at the top
    show(source, model, columns, rows, code) {
        const round = ++this.round, {width, height, latent} = model;
        if (this.canvas.width !== columns * width || this.canvas.height !== rows * height) {
            this.canvas.width = columns * width;
            this.canvas.height = rows * height;
        }
        const context = this.canvas.getContext("2d");
        const order = Array.from({length: columns * rows}, (_, i) => i);
        const far = i => (i % columns - (columns - 1) / 2) ** 2 + (Math.floor(i / columns) - (rows - 1) / 2) ** 2;
        order.sort((a, b) => far(a) - far(b));
        let next = 0;
        const step = () => {
            if (round !== this.round) return;
            const tiles = order.slice(next, next + source.batch);
            if (!tiles.length) return;
            next += tiles.length;
            const codes = new Float32Array(tiles.length * latent);
            tiles.forEach((tile, k) => codes.set(code(tile % columns, Math.floor(tile / columns)), k * latent));
            let now = true;
            source.decode("tiles", codes, tiles.length, {sample: false, seed: 0}, grey => {
                if (round !== this.round) return;
                tiles.forEach((tile, k) => context.putImageData(explorer.imageData(grey, k * width * height, width, height), tile % columns * width, Math.floor(tile / columns) * height));
                if (!now) later();
            });
            now = false;
        };
        // an embedded source has answered when decode returns, so that several batches fit into a frame
        const later = () => requestAnimationFrame(frame);
        const frame = () => {
            if (round !== this.round) return;
            const until = performance.now() + 7;
            if (source instanceof explorer.EmbeddedSource) {
                do step(); while (next < order.length && performance.now() < until);
                this.changed();
                if (next < order.length) later();
            } else {
                this.changed();
                step();
            }
        };
        later();
    }
};
