/* Where the name of a class is written: in the middle of each region that has room for it. */

atlas.regions = {
  /** Connected regions (4-neighbourhood) of equal values: [{value, cells: [index, …]}]. */
  of(values, n) {
    const seen = new Uint8Array(n * n), regions = [];
    for (let start = 0; start < n * n; start++) {
      if (seen[start]) continue;
      const cells = [start], value = values[start];
      seen[start] = 1;
      for (let k = 0; k < cells.length; k++)
        for (const next of atlas.regions.beside(cells[k], n))
          if (!seen[next] && values[next] === value) { seen[next] = 1; cells.push(next); }
      regions.push({value, cells});
    }
    return regions;
  },

  beside(at, n) {
    const column = at % n;
    return [at - n, at + n, column > 0 ? at - 1 : -1, column < n - 1 ? at + 1 : -1].filter(next => next >= 0 && next < n * n);
  },

  /** The cell that is farthest from the region's rim, how far in cells, and how wide and high the region is there. */
  middle({cells}, n) {
    const inside = new Set(cells), depth = new Map();
    let ring = cells.filter(at => atlas.regions.beside(at, n).length < 4 || atlas.regions.beside(at, n).some(next => !inside.has(next)));
    for (let d = 1; ring.length; d++) {
      ring.forEach(at => depth.set(at, d));
      ring = [...new Set(ring.flatMap(at => atlas.regions.beside(at, n).filter(next => inside.has(next) && !depth.has(next))))];
    }
    const deepest = Math.max(...depth.values()), candidates = cells.filter(at => depth.get(at) === deepest);
    /* Of equals, the one nearest to their mean. */
    const row = candidates.reduce((sum, at) => sum + Math.floor(at / n), 0) / candidates.length, column = candidates.reduce((sum, at) => sum + at % n, 0) / candidates.length;
    const off = at => (Math.floor(at / n) - row) ** 2 + (at % n - column) ** 2;
    const at = candidates.reduce((best, other) => off(other) < off(best) ? other : best);
    const run = (step, goesOn) => { let end = at; while (goesOn(end) && inside.has(end + step)) end += step; return end; };
    const left = run(-1, place => place % n > 0), right = run(1, place => place % n < n - 1), top = run(-n, () => true), bottom = run(n, () => true);
    return {row: Math.floor(at / n) + 0.5, column: at % n + 0.5, middleColumn: (left % n + right % n + 1) / 2, middleRow: (Math.floor(top / n) + Math.floor(bottom / n) + 1) / 2,
      depth: deepest, width: right - left + 1, height: (bottom - top) / n + 1};
  },

  /** The sides of cells between which a predicate of two neighbours holds, as a path in a square of 100. */
  sides(n, differ) {
    const parts = [], size = 100 / n, f = value => +(value * size).toFixed(3);
    for (let row = 0; row < n; row++)
      for (let column = 0; column < n; column++) {
        const at = row * n + column;
        if (column + 1 < n && differ(at, at + 1)) parts.push(`M${f(column + 1)} ${f(row)}v${f(1)}`);
        if (row + 1 < n && differ(at, at + n)) parts.push(`M${f(column)} ${f(row + 1)}h${f(1)}`);
      }
    return parts.join("");
  },
};
