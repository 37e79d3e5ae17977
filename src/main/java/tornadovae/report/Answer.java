package tornadovae.report;

import java.util.ArrayList;
import java.util.List;
import tornadovae.math.MeanInterval;
import tornadovae.results.CellResult;
import tornadovae.results.Contrast;
import tornadovae.results.SettingNames;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/** What a study found, in a sentence: which setting describes the test images best, and whether that is more than chance. */
final class Answer {

    private Answer() {}

    static String lead(Study study) {
        List<Variant> ranked = study.ranked();
        if (ranked.isEmpty()) return "No model of " + study.dataset() + " has finished yet, so there is no answer.";
        Variant best = ranked.getFirst();
        String value = "a test −ELBO of " + nats(best);
        if (ranked.size() == 1) return "On " + study.dataset() + ", " + best.described() + " reaches " + value + ".";
        Variant next = ranked.get(1);
        Contrast lead = Contrast.of(study, next, best, Study.LOSS);
        if (lead.claim().isMore()) {
            return "On " + study.dataset() + ", " + best.described() + " describes the images best, with " + value + ", "
                    + Numbers.shown(lead.size()) + " (" + lead.range() + ") below the next, "
                    + next.described() + ".";
        }
        return "On " + study.dataset() + ", " + best.described() + " has the lowest test −ELBO, " + nats(best)
                + "; whether it describes the images better than the next, " + next.described() + " with "
                + Numbers.shown(next.mean(Study.LOSS).mean()) + ", " + lead.open() + ".";
    }

    /**
     * That trainings had not settled, where that is so; what objectives win and pay beside the vanilla VAE; and one sentence for
     * each number that is varied: what it does to −ELBO where the best setting lies.
     */
    static List<String> effects(Study study) {
        var effects = new ArrayList<String>();
        String caveat = study.ranked().size() < 2 ? "" : Convergence.caveat(study.ranked());
        if (!caveat.isEmpty()) {
            effects.add(caveat
                    + ": what follows compares trainings of this length, not what the models can reach.");
        }
        effects.addAll(WinsAndCosts.of(study));
        for (String key : study.keys()) {
            if (key.equals(SettingNames.EXPERIMENT) || study.keys().size() == 1 && study.varies(SettingNames.OBJECTIVE)) continue;
            SweptAxis.of(study, key, Study.LOSS).ifPresent(axis -> {
                List<Variant> line = axis.best(Study.LOSS);
                String others = line.getFirst().label(List.of(key));
                effects.add(Trend.sentence(study, line, key, Study.LOSS, "−ELBO", "nats")
                        + (others.isEmpty() ? "" : ", with " + others) + ".");
            });
        }
        return effects;
    }

    private static String nats(Variant best) {
        MeanInterval mean = best.mean(Study.LOSS);
        if (mean.n() > 1) {
            return Numbers.shown(mean.mean()) + " nats per image (95 % interval " + Numbers.range(mean) + " over "
                    + mean.n() + " seeds)";
        }
        CellResult cell = best.best();
        double low = cell.metric("test_total_low"), high = cell.metric("test_total_high");
        return Numbers.shown(mean.mean()) + " nats per image" + (Double.isNaN(low) || Double.isNaN(high) ? " (one seed)"
                : " (95 % interval over test images " + Numbers.shown(low) + " to " + Numbers.shown(high) + "; one seed)");
    }
}
