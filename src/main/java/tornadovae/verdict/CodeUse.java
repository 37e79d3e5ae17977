package tornadovae.verdict;

import java.util.ArrayList;
import java.util.List;
import tornadovae.math.Statistics;
import tornadovae.train.Codes;

/**
 * Which latent dimensions hold something of the image: the share of a dimension's variance that comes from it,
 * Var_x(μ_d) / (Var_x(μ_d) + E_x σ_d²). Where q(z_d) has the prior's variance of 1 that is the criterion of Burda, Grosse and
 * Salakhutdinov 2016; it also holds for objectives that let codes have another scale.
 *
 * @param shares {@code [latent]}
 */
record CodeUse(List<Estimate> shares) {

    CodeUse {
        shares = List.copyOf(shares);
    }

    /** Nothing is known of the codes of a single image. */
    static CodeUse of(Codes codes) {
        double[][] mu = codes.means(), logVar = codes.logVariances();
        int n = mu.length, latent = mu[0].length;
        var shares = new ArrayList<Estimate>();
        for (int d = 0; d < latent; d++) {
            double[] at = new double[n], noise = new double[n], squares = new double[n];
            for (int i = 0; i < n; i++) {
                at[i] = mu[i][d];
                noise[i] = Math.exp(logVar[i][d]);
            }
            double mean = Statistics.mean(at), within = Statistics.mean(noise);
            for (int i = 0; i < n; i++) squares[i] = (at[i] - mean) * (at[i] - mean);
            Estimate between = Estimate.mean(squares);   // the noise's own mean is known much better
            shares.add(new Estimate(share(between.value(), within), share(between.low(), within), share(between.high(), within)));
        }
        return new CodeUse(shares);
    }

    private static double share(double between, double within) {
        double signal = Math.max(0, between);
        return signal == 0 ? 0 : signal / (signal + within);
    }

    int latent() {
        return shares.size();
    }

    /** Dimensions, from 0, that are shown to hold next to nothing. */
    List<Integer> unused() {
        var unused = new ArrayList<Integer>();
        for (int d = 0; d < latent(); d++) {
            if (shares.get(d).isBelow(Thresholds.USED)) unused.add(d);
        }
        return unused;
    }
}
