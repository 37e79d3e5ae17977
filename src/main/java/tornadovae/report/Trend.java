package tornadovae.report;

import java.util.List;
import tornadovae.math.MeanInterval;

/** What a measure does along one key, in a sentence that claims no more than paired differences over seeds support. */
final class Trend {

    private Trend() {}

    /**
     * {@code From 2 to 20 latent dimensions, −ELBO falls from 148.7 to 101.9 nats (by 46.8; 95 % interval 46.2 to 47.4)}.
     *
     * @param line at least two settings that differ in the key alone, ascending
     * @param what the measure, such as {@code −ELBO}
     * @param unit {@code nats}, or nothing
     */
    static String sentence(List<Setting> line, String key, String metric, String what, String unit) {
        Setting first = line.getFirst(), last = line.getLast();
        MeanInterval change = last.less(first, metric);
        String span = from(key, first, last) + ", " + what;
        if (change.n() > 1 && !change.excludesZero()) return span + " changes by no more than " + Numbers.count(change.n(), "seed") + " can tell from chance (" + signed(change.mean()) + unit(unit) + ")";
        double from = first.mean(metric).mean(), to = last.mean(metric).mean();
        String size = change.n() > 1 ? " (by " + Numbers.shown(Math.abs(change.mean())) + "; 95 % interval " + absolute(change) + ")" : " (with " + Numbers.seedsInCommon(change.n()) + ", which may be chance)";
        return span + (to < from ? " falls from " : " rises from ") + Numbers.shown(from) + " to " + Numbers.shown(to) + unit(unit) + size;
    }

    /** Where along a line the measure stops falling as far as seeds can tell; empty where it never does, or where that is not known. */
    static String saturation(List<Setting> line, String key, String metric) {
        for (int i = 0; i + 1 < line.size(); i++) {
            boolean falls = false;
            for (int j = i + 1; j < line.size(); j++) {
                MeanInterval step = line.get(j).less(line.get(i), metric);
                if (step.n() < 2) return "";
                falls |= step.mean() < 0 && step.excludesZero();
            }
            if (!falls) return "beyond " + Keys.phrase(key, line.get(i).cells().getFirst().settings().get(key)) + " nothing is gained that the seeds can show";
        }
        return "";
    }

    private static String from(String key, Setting first, Setting last) {
        String a = Numbers.value(first.cells().getFirst().settings().get(key)), b = Numbers.value(last.cells().getFirst().settings().get(key));
        return key.equals(Keys.LATENT) ? "From " + a + " to " + b + " latent dimensions" : "From " + Keys.name(key) + " = " + a + " to " + b;
    }

    private static String unit(String unit) {
        return unit.isEmpty() ? "" : " " + unit;
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + Numbers.shown(value);
    }

    private static String absolute(MeanInterval m) {
        return Numbers.range(new MeanInterval(m.n(), Math.abs(m.mean()), m.halfWidth()));
    }
}
