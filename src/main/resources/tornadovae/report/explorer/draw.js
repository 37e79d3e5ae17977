// Draws from p(x|z) of a Bernoulli decoder: pixel c is white where u_c < p_c. The uniform numbers u stay the same until a new draw is asked for, so that a moving code moves its draw.
explorer.Draw = class {
    constructor(seed) {
        this.seed = seed;
        this.uniform = new Float64Array(0);
    }

    // means [n, pixels] → bytes, 0 or 255
    of(means) {
        if (this.uniform.length < means.length) this.uniform = explorer.uniform(this.seed, means.length);
        const bytes = new Uint8Array(means.length);
        for (let i = 0; i < bytes.length; i++) bytes[i] = this.uniform[i] < means[i] ? 255 : 0;
        return bytes;
    }
};

// n numbers in [0, 1): the generator mulberry32
explorer.uniform = function (seed, n) {
    const numbers = new Float64Array(n);
    let state = seed | 0;
    for (let i = 0; i < n; i++) {
        state = state + 0x6D2B79F5 | 0;
        let t = Math.imul(state ^ state >>> 15, 1 | state);
        t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
        numbers[i] = ((t ^ t >>> 14) >>> 0) / 4294967296;
    }
    return numbers;
};
