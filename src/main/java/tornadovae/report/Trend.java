package tornadovae.report;

import java.util.List;
import tornadovae.math.Claim;
import tornadovae.results.Contrast;
import tornadovae.results.SettingNames;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/** What a measure does along one key, in a sentence that claims no more than paired differences over seeds support. */
final class Trend {

    private Trend() {}

    /**
     * {@code From 2 to 20 latent dimensions, −ELBO falls from 148.7 to 101.9 nats (by 46.8; 95 % interval 46.2 to 47.4)}.
     *
     * @param study that they belong to
     * @param line at least two settings that differ in the key alone, ascending
     * @param what the measure, such as {@code −ELBO}
     * @param unit {@code nats}, or nothing
     */
    static String sentence(Study study, List<Variant> line, String key, String metric, String what, String unit) {
        Variant first = line.getFirst(), last = line.getLast();
        Contrast change = Contrast.of(study, last, first, metric);
        String span = from(key, first, last);
        double from = first.mean(metric).mean(), to = last.mean(metric).mean();
        String values = Numbers.shown(from) + " to " + Numbers.shown(to) + unit(unit);
        if (change.claim().isOpen()) {
            return span + ", " + what + " goes from " + values + "; whether that is more than chance "
                    + change.open();
        }
        return span + ", " + what + (change.claim().isLess() ? " falls from " : " rises from ") + values + " (by "
                + change.words() + ")";
    }

    /**
     * Where along a line the measure stops falling: the first setting beside which every later one is shown to gain less than a
     * bound. Where the seeds show neither a gain nor its absence, that is
     * said; empty where it falls to the end, where nothing is known of the spread, and among trainings that had not settled,
     * whose order may yet change.
     */
    static String saturation(Study study, List<Variant> line, String key, String metric) {
        if (!Convergence.caveat(line).isEmpty()) return "";
        for (int i = 0; i + 1 < line.size(); i++) {
            double bound = Convergence.bound(line.get(i).mean(metric).mean());
            boolean falls = false, none = true;
            Contrast widest = null;
            for (int j = i + 1; j < line.size(); j++) {
                Contrast step = Contrast.of(study, line.get(j), line.get(i), metric);
                if (Double.isNaN(step.difference().halfWidth())) return "";
                falls |= step.claim().isLess();
                none &= step.claim().beside(-bound) == Claim.Shown.MORE;
                if (widest == null || step.difference().halfWidth() > widest.difference().halfWidth()) widest = step;
            }
            String here = SettingNames.phrase(key, line.get(i).cells().getFirst().settings().get(key));
            if (none) return "beyond " + here + " less than " + Numbers.shown(bound) + unit("nats") + " is gained";
            if (!falls) return "whether anything is gained beyond " + here + " " + widest.open();
        }
        return "";
    }

    private static String from(String key, Variant first, Variant last) {
        String a = Numbers.value(first.cells().getFirst().settings().get(key)),
                b = Numbers.value(last.cells().getFirst().settings().get(key));
        return key.equals(SettingNames.LATENT) ? "From " + a + " to " + b + " latent dimensions" : "From "
                + SettingNames.name(key) + " = " + a + " to " + b;
    }

    private static String unit(String unit) {
        return unit.isEmpty() ? "" : " " + unit;
    }
}
