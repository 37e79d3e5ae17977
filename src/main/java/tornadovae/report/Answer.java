package tornadovae.report;

import java.util.ArrayList;
import java.util.List;
import tornadovae.math.MeanInterval;

/** What a study found, in a sentence: which setting describes the test images best, and whether that is more than chance. */
final class Answer {

    private Answer() {}

    static String lead(Study study) {
        List<Setting> ranked = study.ranked();
        if (ranked.isEmpty()) return "No model of " + study.dataset() + " has finished yet, so there is no answer.";
        Setting best = ranked.getFirst();
        String value = "a test −ELBO of " + nats(best);
        if (ranked.size() == 1) return "On " + study.dataset() + ", " + best.described() + " reaches " + value + ".";
        return "On " + study.dataset() + ", " + best.described() + " describes the images best, with " + value + comparison(best, ranked.get(1)) + ".";
    }

    /** What objectives win and pay beside the vanilla VAE, and one sentence for each number that is varied: what it does to −ELBO where the best setting lies. */
    static List<String> effects(Study study) {
        var effects = new ArrayList<>(Prices.of(study));
        for (String key : study.keys()) {
            if (key.equals(Keys.EXPERIMENT) || study.keys().size() == 1 && study.varies(Keys.OBJECTIVE)) continue;
            SweptAxis.of(study, key, Study.LOSS).ifPresent(axis -> {
                List<Setting> line = axis.best(Study.LOSS);
                String others = line.getFirst().label(List.of(key));
                effects.add(Trend.sentence(line, key, Study.LOSS, "−ELBO", "nats") + (others.isEmpty() ? "" : ", with " + others) + ".");
            });
        }
        return effects;
    }

    private static String nats(Setting best) {
        MeanInterval mean = best.mean(Study.LOSS);
        if (mean.n() > 1) return Numbers.shown(mean.mean()) + " nats per image (95 % interval " + Numbers.range(mean) + " over " + mean.n() + " seeds)";
        CellResult cell = best.best();
        double low = cell.metric("test_total_low"), high = cell.metric("test_total_high");
        return Numbers.shown(mean.mean()) + " nats per image"
                + (Double.isNaN(low) || Double.isNaN(high) ? " (one seed)" : " (95 % interval over test images " + Numbers.shown(low) + " to " + Numbers.shown(high) + "; one seed)");
    }

    private static String comparison(Setting best, Setting next) {
        MeanInterval lead = next.less(best, Study.LOSS);
        if (lead.n() > 1 && lead.excludesZero()) return ", " + Numbers.shown(lead.mean()) + " (" + Numbers.range(lead) + ") below the next, " + next.described();
        if (lead.n() > 1) return "; " + lead.n() + " seeds cannot tell it from the next, " + next.described();
        double gap = next.mean(Study.LOSS).mean() - best.mean(Study.LOSS).mean();
        return ", " + Numbers.shown(gap) + " below the next, " + next.described() + ", which with " + Numbers.seedsInCommon(lead.n()) + " may be chance";
    }
}
