package tornadovae.manifold.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tornadovae.math.Claim;
import tornadovae.math.Interval;
import tornadovae.math.LabelInformation;

/**
 * What two latent variables tell of the class of an image, alone and together: the mutual information of encoded means and
 * labels, bits.
 *
 * @param across the latent dimension that is called first
 * @param up the one called second
 * @param images how many were used
 * @param classEntropy H(class) = −Σ p log₂ p of their labels: all there is to tell
 * @param both I(z₁, z₂; class), with both axes scaled to a standard deviation of 1
 */
public record Information(int across, int up, int images, double classEntropy, InformationPart first, InformationPart second,
        InformationPart both, InformationRotation rotation) {

    /**
     * Images that are used at most, the first: looking for neighbours in the plane takes time that grows with their square, two
     * seconds for these.
     */
    public static final int MOST_IMAGES = 10_000;

    /**
     * The share of H(class) from which on a variable decides the class: the best guess errs in at most ½ H(class|z) of all cases
     * (Hellman and Raviv 1970), for ten equal classes one in six.
     */
    static final double DECIDES = 0.9;

    /**
     * The share of directions that tell less, from which on an axis is called special: by chance the better of two axes gets
     * there in one model of twenty.
     */
    public static final double SPECIAL = 0.975;

    /**
     * @param plane  {@code [images][2]}: encoded means along the first and the second dimension
     * @param labels {@code [images]}, 0 … classes − 1
     * @param seed   of permutations and halves
     */
    public static Information of(double[][] plane, int[] labels, int across, int up, int seed) {
        if (plane.length != labels.length) {
            throw new IllegalArgumentException(
                    plane.length + " codes cannot have " + labels.length + " labels");
        }
        if (plane.length == 0) throw new IllegalArgumentException("information needs images");
        int n = Math.min(plane.length, MOST_IMAGES);
        double[] x = new double[n], y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = plane[i][0];
            y[i] = plane[i][1];
        }
        int[] used = Arrays.copyOf(labels, n);
        return new Information(across, up, n, entropy(used), InformationPart.of(LabelInformation.onLine(x), used, seed),
                InformationPart.of(LabelInformation.onLine(y), used, seed),
                InformationPart.of(LabelInformation.inPlane(LabelInformation.standardised(x), LabelInformation.standardised(y)),
                        used, seed),
                InformationRotation.of(x, y, used));
    }

    private static double entropy(int[] labels) {
        int[] counts = new int[Arrays.stream(labels).max().orElse(-1) + 1];
        for (int label : labels) counts[label]++;
        double sum = 0;
        for (int count : counts) {
            if (count > 0) sum -= (double) count / labels.length * Math.log((double) count / labels.length);
        }
        return sum / Math.log(2);
    }

    /**
     * Whole sentences with numbers: whether one variable decides the class, whether the axes are special, what the two share, and
     * whether it is chance.
     */
    public List<String> findings() {
        var findings = new ArrayList<String>();
        if (Double.isNaN(both.interval().low())) {
            return List
                    .of("Too few images to tell: %d, of classes that hardly occur twice.".formatted(images));
        }
        if (classEntropy == 0) return List.of("All images are of one class, of which nothing can be told.");
        findings.add(decision());
        findings.add(axes());
        findings.add(sharing());
        findings.add(chance());
        return findings;
    }

    private String decision() {
        String z1 = LatentName.of(across), z2 = LatentName.of(up);
        boolean one = decides(first), two = decides(second);
        String verdict = one && two ? "Each of " + z1 + " and " + z2 + " decides the class alone"
                : one ? z1 + " alone decides the class"
                        : two ? z2 + " alone decides the class" : isOpen(first) || isOpen(second)
                                ? "Whether " + (isOpen(first) && isOpen(second) ? z1 + " or " + z2 : isOpen(first) ? z1 : z2)
                                        + " alone decides the class is open"
                                : "Neither latent variable alone decides the class" + (decides(both) ? ", but both together do"
                                        : isOpen(both) ? "; whether both together do is open" : ", nor do both together");
        return "%s: %s tells %s and %s tells %s of %s bits, both together tell %s (95 %% interval %s to %s).".formatted(verdict,
                z1, told(first), z2, told(second), bits(classEntropy), bits(both.bits()), bits(both.interval().low()),
                bits(both.interval().high()));
    }

    /** With its interval where that leaves open whether it decides. */
    private String told(InformationPart part) {
        return bits(part.bits())
                + (isOpen(part) ? " (" + bits(part.interval().low()) + " to " + bits(part.interval().high()) + ")" : "");
    }

    private boolean decides(InformationPart part) {
        return decision(part) == Claim.Shown.MORE;
    }

    private boolean isOpen(InformationPart part) {
        return decision(part) == Claim.Shown.OPEN;
    }

    private Claim.Shown decision(InformationPart part) {
        return Claim.ofImages(part.bits(), part.interval(), images).beside(DECIDES * classEntropy);
    }

    private String axes() {
        double best = Math.max(rotation.firstRank(), rotation.secondRank());
        String axis = LatentName.of(rotation.firstRank() >= rotation.secondRank() ? across : up);
        String range = "Turning the axes gives between %s and %s bits (most at %.0f°), ".formatted(bits(rotation.minimum()),
                bits(rotation.maximum()), rotation.maximumDegrees());
        if (best >= SPECIAL) {
            return range
                    + ("and %s tells more than %s of all directions: the class lies along an axis, which the prior did not "
                            + "ask for; by chance alone the better of two axes gets there in one model of twenty.")
                            .formatted(axis, floor(best));
        }
        return range + "which does not set the model's own axes apart: %s tells more than %s of all directions, %s more than %s."
                .formatted(LatentName.of(across), floor(rotation.firstRank()), LatentName.of(up), floor(rotation.secondRank()));
    }

    /** A share as per cent, to a tenth and rounded down: what is said to be exceeded is. */
    private static String floor(double share) {
        return String.format(Locale.ROOT, "%.1f", Math.floor(1000 * share + 1e-9) / 10).replaceFirst("\\.0$", "") + " %";
    }

    private String sharing() {
        double gain = both.bits() - first.bits() - second.bits();
        String sum = bits(first.bits() + second.bits());
        // the deviation of a sum is at most the sum of deviations, however its terms hang together
        double reach = both.reach() + first.reach() + second.reach();
        if (Claim.ofImages(gain, new Interval(gain - reach, gain + reach), images)
                .isOpen()) {
            return ("Whether they tell more or less together than the sum of what each tells alone (%s bits) "
                    + "cannot be said.").formatted(sum);
        }
        return gain > 0
                ? ("Together they tell %s bits more than the sum of what each tells alone (%s): they complement each other.")
                        .formatted(bits(gain), sum)
                : "Together they tell %s bits less than the sum of what each tells alone (%s): they overlap."
                        .formatted(bits(-gain), sum);
    }

    private String chance() {
        double p = Math.max(first.p(), Math.max(second.p(), both.p())),
                high = Math.max(first.nullHigh(), Math.max(second.nullHigh(), both.nullHigh()));
        String permuted = "with labels permuted the estimates stay below %s bits in 95 %% of %d permutations"
                .formatted(String.format(Locale.ROOT, "%.3f", high), InformationPart.PERMUTATIONS);
        if (Claim.isBeyondChance(p)) {
            return "Each is more than chance: " + permuted + " (p ≤ "
                    + String.format(Locale.ROOT, "%.3f", p) + " for each).";
        }
        if (Stream.of(both, first, second).noneMatch(part -> Claim.isBeyondChance(part.p()))) {
            return "None of this can be told from chance: " + permuted + " (p ≥ "
                    + String.format(Locale.ROOT, "%.3f", Math.min(both.p(), Math.min(first.p(), second.p()))) + ").";
        }
        return "Not all of this can be told from chance: %s (p = %.3f for %s, %.3f for %s, %.3f for both).".formatted(permuted,
                first.p(), LatentName.of(across), second.p(), LatentName.of(up), both.p());
    }

    /** An estimate below 0 or above H(class) is shown as what it must be. */
    private String bits(double value) {
        return String.format(Locale.ROOT, "%.2f", Math.max(0, value));
    }

    /** All numbers by name, as they stand in {@code atlas.json}. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("images", images);
        map.put("class_entropy", classEntropy);
        map.put("first", first.toMap());
        map.put("second", second.toMap());
        map.put("both", both.toMap());
        map.put("rotation", rotation.toMap());
        List<String> findings = findings();
        map.put(Atlas.ANSWERS, Map.of("Does one latent variable alone decide the class?", findings.getFirst()));
        map.put("findings", findings);
        return map;
    }
}
