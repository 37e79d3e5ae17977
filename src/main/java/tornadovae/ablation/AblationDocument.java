package tornadovae.ablation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.ablation.Document.Block;
import tornadovae.ablation.Document.Grid;
import tornadovae.ablation.Document.Heading;
import tornadovae.ablation.Document.Items;
import tornadovae.ablation.Document.Paragraph;
import tornadovae.math.Claim;
import tornadovae.math.SampleSize;
import tornadovae.math.SignedRankTest;
import tornadovae.metric.Measure;
import tornadovae.model.Likelihood;
import tornadovae.results.Numbers;

/** An ablation in words and tables. */
final class AblationDocument {

    /** Columns of numbers that a page has room for. */
    private static final int MOST_COLUMNS = 5;

    private final ContestResult study;
    private final List<Block> blocks = new ArrayList<>();

    private AblationDocument(ContestResult study) {
        this.study = study;
    }

    static Document of(Ablation ablation) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Heading(1, "Objectives beside the vanilla VAE: " + ablation.name()));
        blocks.add(new Paragraph(
                "Every objective beside the vanilla VAE, on the same images and with the same seeds: means over seeds "
                        + "± half the width of their 95 % confidence interval (Student's t). ↑ more is better, ↓ less is "
                        + "better, and a measure without an arrow is neither good nor bad. Likelihoods are in nats per test "
                        + "image; IWAE K is the importance-weighted bound with K samples."));
        if (ablation.studies().stream().anyMatch(study -> study.study().hasCrossEntropy())) {
            blocks.add(new Paragraph("−ELBO and IWAE K rest on the NLL, which is " + Likelihood.OF_GREY_PIXELS + "."));
        }
        if (ablation.studies().stream().anyMatch(study -> study.arms().getFirst().settings().size() > 1)) {
            blocks.add(new Paragraph("Every objective has the same number of settings to choose from. The first seeds choose: "
                    + "for each "
                    + "objective the setting is taken that is best on average over them. Only the other seeds are compared, so "
                    + "that choosing "
                    + "does not flatter the numbers, and differences at different seeds are independent of each other."));
        }
        for (ContestResult study : ablation.studies()) blocks.addAll(new AblationDocument(study).blocks());
        blocks.add(new Heading(2, "Left out"));
        if (ablation.leftOut().isEmpty()) {
            blocks
                    .add(new Paragraph("Nothing: all " + ablation.cells() + " cells have finished with all measures."));
        } else blocks.add(new Items(ablation.leftOut()));
        return new Document(blocks);
    }

    private List<Block> blocks() {
        int settings = study.arms().getFirst().settings().size();
        blocks.add(new Heading(2, study.study().dataset()));
        if (study.measures().isEmpty()) {
            blocks.add(new Paragraph("No cell has finished here."));
            return blocks;
        }
        String best = study.criterion().better() == Measure.Better.HIGHER ? " (the largest)" : " (the smallest)";
        String choice = settings > 1 ? ", chosen by " + study.criterion().title() + best + " at "
                + count(study.split().choosing(), "other seed") + "." : ".";
        blocks.add(new Paragraph(count(seeds(), "seed") + " compared, " + count(settings, "setting") + " for each objective"
                + choice));
        means();
        differences();
        verdicts();
        if (settings > 1) settings();
        return blocks;
    }

    private void means() {
        for (var measures : chunks()) {
            var rows = study.arms().stream().map(arm -> row(List.of(arm.arm().objective()),
                    measures.stream().map(m -> TableText.mean(study.estimate(arm, m), m.decimalsOfMean(), seeds())))).toList();
            blocks.add(new Grid(study.study().dataset() + ": " + group(measures) + ", mean ± 95 % interval over "
                    + count(seeds(), "seed") + ".", 1, header(List.of("objective"), measures), rows));
        }
    }

    private void differences() {
        blocks.add(new Heading(3, "Differences to the vanilla VAE"));
        blocks.add(new Paragraph("Paired by seed. g is Cohen's d_z with Hedges' correction, r the matched-pairs rank-biserial "
                + "correlation; p is that of the exact two-sided Wilcoxon signed-rank test, and beside it p with Holm's "
                + "correction for the " + count(study.arms().size() - 1, "objective")
                + " compared by this measure on this data set. The last column says how many seeds would show a "
                + "difference of this size, at this spread, with a probability of 80 %. " + reach()));
        for (var group : Measure.Group.values()) {
            var rows = new ArrayList<List<String>>();
            Measure previous = null;
            for (Comparison c : study.comparisons()) {
                if (c.measure().group() != group) continue;
                rows.add(List.of(c.measure().equals(previous) ? "" : title(c.measure()), c.objective(),
                        TableText.difference(c.difference(), c.measure().decimalsOfMean(), seeds()), TableText.effect(c.effect()),
                        Numbers.signed(c.rankBiserial(), 2), TableText.p(c.p()), TableText.p(c.holmP()), needed(c)));
                previous = c.measure();
            }
            if (!rows.isEmpty()) {
                blocks.add(new Grid(study.study().dataset() + ": " + group.title()
                        + ", paired differences to the vanilla VAE over " + count(seeds(), "seed")
                        + ".", 2, List.of("measure", "objective", "difference", "g", "r", "p", "p (Holm)", "seeds needed"),
                        rows));
            }
        }
    }

    /** Whether the rank test can find anything with so few seeds. */
    private String reach() {
        int seeds = seeds(), tests = study.arms().size() - 1;
        double smallest = SignedRankTest.smallestP(seeds), corrected = Math.min(1, tests * smallest);
        String text = "With " + count(seeds, "seed") + " the smallest p that this test can give is " + exact(smallest) + ", and "
                + exact(corrected) + " after the correction";
        if (Claim.isBeyondChance(corrected)) return text + ".";
        int needed = IntStream.iterate(seeds, n -> n + 1).filter(n -> Claim.isBeyondChance(tests * SignedRankTest.smallestP(n)))
                .findFirst().orElseThrow();
        return text + ": significance at 5 % is out of its reach, whatever the differences; " + needed
                + " seeds would be needed.";
    }

    private static String exact(double p) {
        return p < 0.0001 ? String.format(Locale.ROOT, "%.1e", p) : new BigDecimal(p).toPlainString();
    }

    private void verdicts() {
        blocks.add(new Heading(3, "What is won and what is paid"));
        boolean confirmed = study.comparisons().stream().anyMatch(c -> c.isConfirmed() && (c.isWon() || c.isPaid()));
        blocks.add(new Paragraph("Won or paid is a difference to the vanilla VAE whose 95 % interval does not contain 0. Each "
                + "interval "
                + "stands alone: of twenty true zeros, one is expected to be called a difference. "
                + (confirmed ? "What the rank test finds at 5 % after Holm's correction is marked as confirmed."
                        : "The rank test, after Holm's correction, finds nothing at 5 %.")));
        if (study.measures().stream().noneMatch(measure -> measure.group() == Measure.Group.DISENTANGLEMENT)) {
            blocks.add(new Paragraph("The cells have no measure of disentanglement here, so only likelihoods can be compared."));
        }
        blocks.add(new Items(study.arms().stream().map(arm -> arm.arm().objective())
                .filter(objective -> !objective.equals(Design.BASELINE)).map(this::verdict).toList()));
    }

    private String verdict(String objective) {
        List<Comparison> directed = study.comparisons().stream()
                .filter(c -> c.objective().equals(objective) && c.measure().hasBetter()).toList();
        List<Comparison> open = directed.stream().filter(c -> !c.isWon() && !c.isPaid()).toList();
        String text = objective + " — won: " + listed(directed.stream().filter(Comparison::isWon).toList())
                + "; paid: " + listed(directed.stream().filter(Comparison::isPaid).toList());
        if (open.isEmpty()) return text + ".";
        String undecided = text + "; what " + Claim.ofSeeds(open.getFirst().difference()).open() + ": "
                + open.stream().map(c -> c.measure().title()).collect(Collectors.joining(", ")) + ".";
        return open.stream().filter(c -> c.measure().equals(study.criterion()) && SampleSize.isKnown(c.seedsNeeded())).findFirst()
                .map(c -> undecided + " To see a difference of this size in " + c.measure().title() + " ("
                        + Numbers.signed(c.difference().mean(), c.measure().decimalsOfMean()) + "), "
                        + count(c.seedsNeeded(), "seed")
                        + " are needed.")
                .orElse(undecided);
    }

    private String listed(List<Comparison> comparisons) {
        if (comparisons.isEmpty()) return "nothing";
        return comparisons.stream()
                .map(c -> c.measure().title() + " " + TableText.difference(c.difference(), c.measure().decimalsOfMean(), seeds())
                        + (c.measure().unit().isEmpty() ? "" : " " + c.measure().unit())
                        + (c.isConfirmed() ? " (confirmed)" : ""))
                .collect(Collectors.joining(", "));
    }

    private void settings() {
        blocks.add(new Heading(3, "Every setting"));
        blocks.add(new Paragraph("Means over all seeds, those that choose among them. The best of these looks better than it "
                + "is; the "
                + "tables above do not have that fault."));
        var chosen = new ArrayList<List<String>>();
        String by = String.join(", ", study.split().chose());
        eachSetting((arm, k, names) -> chosen.add(row(names, Stream.of(arm.hasChosen(k) ? by : ""))));
        blocks.add(new Grid(study.study().dataset() + ": the seeds that chose a setting.", 3,
                List.of("objective", "setting", "chosen by seeds"), chosen));
        for (var measures : chunks()) {
            var rows = new ArrayList<List<String>>();
            eachSetting((arm, k, names) -> rows.add(row(names, measures.stream()
                    .map(m -> TableText.mean(arm.settings().get(k).mean(m.key()), m.decimalsOfMean(), study.study().seeds()
                            .size())))));
            blocks.add(new Grid(study.study().dataset() + ": " + group(measures) + " of every setting, mean ± 95 % interval over "
                    + count(study.study().seeds().size(), "seed") + ".", 2,
                    header(List.of("objective", "setting"), measures), rows));
        }
    }

    private interface SettingVisitor {
        void visit(ContestResult.ArmResult arm, int setting, List<String> names);
    }

    /** Names are the objective, where it is a new one, and the setting. */
    private void eachSetting(SettingVisitor visitor) {
        for (var arm : study.arms()) {
            for (int k = 0; k < arm.settings().size(); k++) {
                visitor.visit(arm, k, List.of(k == 0 ? arm.arm().objective() : "", arm.arm().settings().get(k).label()));
            }
        }
    }

    /** The measures of one group after the other, in pieces of nearly equal size that fit a page. */
    private List<List<Measure>> chunks() {
        var chunks = new ArrayList<List<Measure>>();
        for (var group : Measure.Group.values()) {
            List<Measure> own = study.measures().stream().filter(measure -> measure.group() == group).toList();
            int pieces = Math.ceilDiv(own.size(), MOST_COLUMNS);
            for (int i = 0; i < pieces; i++) chunks.add(own.subList(i * own.size() / pieces, (i + 1) * own.size() / pieces));
        }
        return chunks;
    }

    private static List<String> header(List<String> names, List<Measure> measures) {
        return row(names, measures.stream().map(AblationDocument::title));
    }

    private static List<String> row(List<String> names, Stream<String> numbers) {
        return Stream.concat(names.stream(), numbers).toList();
    }

    private static String title(Measure measure) {
        return measure.title() + switch (measure.better()) {
            case LOWER -> " ↓";
            case HIGHER -> " ↑";
            case NEITHER -> "";
        };
    }

    private static String group(List<Measure> measures) {
        return measures.getFirst().group().title();
    }

    private String needed(Comparison c) {
        return SampleSize.isKnown(c.seedsNeeded()) ? TableText.needed(c.seedsNeeded()) : "—";
    }

    /** How many seeds are compared. */
    private int seeds() {
        return study.compared().size();
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
