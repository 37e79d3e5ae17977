// From places on the plane, fractions of its width and height counted from the lower left, to z and back. Two scales: "u", u = Φ(z), in which equal areas carry equal mass of the prior
// (the axes of the manifold's picture), and "z", from −3 to 3 standard deviations.
explorer.Mapping = class {
    constructor(scale) {
        this.scale = scale;
        this.limit = 3;
    }

    z(fraction) {
        if (this.scale === "z") return (2 * fraction - 1) * this.limit;
        return explorer.normal.quantile(Math.min(0.9995, Math.max(0.0005, fraction)));
    }

    fraction(z) {
        return this.scale === "z" ? (z / this.limit + 1) / 2 : explorer.normal.cdf(z);
    }
};
