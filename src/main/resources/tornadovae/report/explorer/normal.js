// The standard normal distribution: the latent plane is drawn in u = Φ(z), so that equal areas carry equal mass of the prior.
explorer.normal = (function () {
    // a0 + a1 r + …, by Horner's rule
    function polynomial(r, a) {
        let sum = 0;
        for (let k = a.length - 1; k >= 0; k--) sum = sum * r + a[k];
        return sum;
    }

    // Φ(z)   (Hart 1968, algorithm 5666, in double precision as given by West 2005, "Better approximations to cumulative normal functions")
    const numerator = [220.206867912376, 221.213596169931, 112.079291497871, 33.912866078383, 6.37396220353165, 0.700383064443688, 0.0352624965998911];
    const denominator = [440.413735824752, 793.826512519948, 637.333633378831, 296.564248779674, 86.7807322029461, 16.064177579207, 1.75566716318264, 0.0883883476483184];

    function cdf(z) {
        const a = Math.abs(z);
        let tail = 0;
        if (a < 7.07106781186547) tail = Math.exp(-a * a / 2) * polynomial(a, numerator) / polynomial(a, denominator);
        else if (a < 37) tail = Math.exp(-a * a / 2) / (2.506628274631 * (a + 1 / (a + 2 / (a + 3 / (a + 4 / (a + 0.65))))));
        return z > 0 ? 1 - tail : tail;
    }

    // Φ⁻¹(p)   (Wichura 1988, algorithm AS 241, PPND16), as tornadovae.math.Normal
    const centre = [[3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3],
    [1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3]];
    const tail = [[1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4],
    [1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9]];
    const farTail = [[6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
    [1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15]];

    const ratio = (r, [a, b]) => polynomial(r, a) / polynomial(r, b);

    function quantile(p) {
        const q = p - 0.5;
        if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, centre);
        const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
        const z = r <= 5 ? ratio(r - 1.6, tail) : ratio(r - 5, farTail);
        return q < 0 ? -z : z;
    }

    return {cdf, quantile};
})();
