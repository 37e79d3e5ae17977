// The decoder: z [latent] → hidden layers → the mean of p(x|z) [pixels], by plain loops over typed arrays: a product of 784 × 500 takes well under a millisecond.
explorer.Decoder = (function () {
    const activations = {
        identity: a => a,
        tanh: Math.tanh,
        relu: a => Math.max(0, a),
        softplus: a => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)))   // log(1 + eᵃ)
    };

    // W[o, i] = s[o] q[o, i], see QuantisedLayer.java
    function layer(packed) {
        const quantised = explorer.shorts(packed.weights), scales = explorer.floats(packed.scales);
        const weights = new Float32Array(quantised.length);
        for (let o = 0, k = 0; o < packed.out; o++) for (let i = 0; i < packed.in; i++, k++) weights[k] = scales[o] * quantised[k];
        return {out: packed.out, in: packed.in, weights, biases: explorer.floats(packed.biases)};
    }

    // y = W x + b for one row
    function single(l, x, xAt, y, yAt) {
        const {weights, biases} = l, n = l.in;
        for (let o = 0, k = 0; o < l.out; o++) {
            let a = 0, b = 0, i = 0;
            for (; i + 1 < n; i += 2, k += 2) {
                a += weights[k] * x[xAt + i];
                b += weights[k + 1] * x[xAt + i + 1];
            }
            if (i < n) a += weights[k++] * x[xAt + i];
            y[yAt + o] = a + b + biases[o];
        }
    }

    // the same for four rows at once, so that every weight is read once for four products
    function four(l, x, xAt, y, yAt) {
        const {weights, biases} = l, n = l.in, m = l.out;
        const x1 = xAt + n, x2 = x1 + n, x3 = x2 + n;
        for (let o = 0, k = 0; o < m; o++) {
            let a = biases[o], b = a, c = a, d = a;
            for (let i = 0; i < n; i++, k++) {
                const w = weights[k];
                a += w * x[xAt + i];
                b += w * x[x1 + i];
                c += w * x[x2 + i];
                d += w * x[x3 + i];
            }
            y[yAt + o] = a;
            y[yAt + m + o] = b;
            y[yAt + 2 * m + o] = c;
            y[yAt + 3 * m + o] = d;
        }
    }

    // 1/(1 − e^−ℓ) − 1/ℓ, the mean of a continuous Bernoulli pixel; a series near 0
    function continuousMean(l) {
        const q = l * l;
        if (Math.abs(l) < 0.5) return 0.5 + l * (1 / 12 - q * (1 / 720 - q * (1 / 30240 - q * (1 / 1209600 - q / 47900160))));
        return -1 / Math.expm1(-l) - 1 / l;
    }

    return class Decoder {
        // model: {latent, activation, likelihood, layers: [{out, in, weights, scales, biases}]}
        constructor(model) {
            this.latent = model.latent;
            this.layers = model.layers.map(layer);
            this.activation = activations[model.activation];
            this.bernoulli = model.likelihood === "bernoulli";
            this.continuous = model.likelihood === "continuous-bernoulli";
            this.pixels = this.layers[this.layers.length - 1].out;
        }

        // codes [n, latent] → means [n, pixels], unclamped, as a Float64Array
        means(codes, n) {
            let x = codes;
            for (const l of this.layers) {
                const y = new Float64Array(n * l.out);
                let row = 0;
                for (; row + 4 <= n; row += 4) four(l, x, row * l.in, y, row * l.out);
                for (; row < n; row++) single(l, x, row * l.in, y, row * l.out);
                const head = l === this.layers[this.layers.length - 1];
                if (!head) for (let i = 0; i < y.length; i++) y[i] = this.activation(y[i]);
                else if (this.continuous) for (let i = 0; i < y.length; i++) y[i] = continuousMean(y[i]);
                else if (this.bernoulli) for (let i = 0; i < y.length; i++) y[i] = 1 / (1 + Math.exp(-y[i]));
                x = y;
            }
            return x;
        }

        // codes [n, latent] → grey bytes [n, pixels]
        grey(codes, n) {
            return explorer.grey(this.means(codes, n));
        }
    };
})();

// byte = round(255 x), x clamped to [0, 1]; NaN is black. As tornadovae.manifold.Picture.grey.
explorer.grey = function (means) {
    const bytes = new Uint8Array(means.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round(255 * Math.min(1, Math.max(0, means[i])));
    return bytes;
};
