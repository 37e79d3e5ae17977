// Where to write a class's name on a class map: in each connected region of at least so many cells, at the cell furthest from the region's rim.
// classes: [n · n] by rows, row 0 at the top; −1 where there is none. Returns [{class, u, v, cells}], v upwards.
explorer.regions = function (classes, n, least) {
    const same = (a, i, j) => i >= 0 && j >= 0 && i < n && j < n && classes[j * n + i] === classes[a];
    // steps to the nearest cell of another class, or to the edge of the square
    const depth = a => {
        const i = a % n, j = Math.floor(a / n);
        for (let r = 1; ; r++)
            for (let k = -r; k <= r; k++)
                if (!same(a, i + k, j - r) || !same(a, i + k, j + r) || !same(a, i - r, j + k) || !same(a, i + r, j + k)) return r;
    };
    const seen = new Uint8Array(n * n), found = [];
    for (let start = 0; start < n * n; start++) {
        if (seen[start] || classes[start] < 0) continue;
        const region = [start];
        seen[start] = 1;
        for (let k = 0; k < region.length; k++) {
            const i = region[k] % n, j = Math.floor(region[k] / n);
            for (const [x, y] of [[i - 1, j], [i + 1, j], [i, j - 1], [i, j + 1]])
                if (same(start, x, y) && !seen[y * n + x]) {
                    seen[y * n + x] = 1;
                    region.push(y * n + x);
                }
        }
        if (region.length < least) continue;
        // of cells that are equally deep, the one nearest to the region's middle
        const middle = [0, 1].map(axis => region.reduce((sum, a) => sum + (axis ? Math.floor(a / n) : a % n), 0) / region.length);
        const merit = a => depth(a) - ((a % n - middle[0]) ** 2 + (Math.floor(a / n) - middle[1]) ** 2) / (4 * n * n);
        const best = region.reduce((most, a) => merit(a) > merit(most) ? a : most);
        found.push({class: classes[start], u: (best % n + 0.5) / n, v: 1 - (Math.floor(best / n) + 0.5) / n, cells: region.length});
    }
    return found;
};
