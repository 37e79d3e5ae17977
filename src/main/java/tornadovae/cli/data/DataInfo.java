package tornadovae.cli.data;

import java.util.ArrayList;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.LoadingReport;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;
import tornadovae.data.Part;
import tornadovae.data.source.Datasets;

@Command(name = "info", description = "Read a data set and describe it: size, classes, factors, brightness, and what may be "
        + "wrong with it.",
        footer = {
                "  ./run.sh data info mnist"})
final class DataInfo extends BaseCommand {

    private static final int MOST_FIELDS = 20;

    @Mixin
    DataOptions data;

    @Parameters(paramLabel = "NAME",
            description = "A name that 'data list' shows, or your own: idx:DIR, images:DIR, npz:FILE, npy:FILE, csv:FILE.")
    String name;

    @Mixin
    PictureOptions pictures;

    @Override
    public Integer call() {
        var warnings = new ArrayList<String>();
        try (var report = new LoadingReport(this) {
            @Override
            public void warn(String sentence) {
                warnings.add(sentence);
            }
        }) {
            describe(Datasets.load(pictures.spec(name, 0, 0, 1), data.places(), report));
        }
        if (warnings.isEmpty()) {
            row("Checks", name.contains(":") ? "nothing strikes"
                    : "none are made of it: this program draws it, or its files are taken as published");
        }
        for (var i = 0; i < warnings.size(); i++) {
            row(i == 0 ? "Warnings" : "", warnings.get(i));
        }
        next("data preview " + name + data.words(), "look at its images");
        return 0;
    }

    private void describe(Dataset set) {
        row("Name", set.name());
        row("Images", set.width() + "×" + set.height() + (set.channels() == 1 ? "" : "×" + set.channels()) + ", "
                + set.train().count() + " for training, " + set.test().count() + " for testing");
        row("Brightness", String.format(Locale.ROOT, "%.4f on average over the training images, of 0 (black) to 1 (white)",
                mean(set.meanImage())));
        if (!set.classNames().isEmpty()) {
            row("Classes", set.classNames().size() + ": " + String.join(", ", set.classNames()));
        }
        if (set.train().hasLabels()) {
            row("Per class", counts(set.train(), set.classNames().size()) + " in training");
        }
        for (var i = 0; i < Math.min(set.fields().size(), MOST_FIELDS); i++) {
            var field = set.fields().get(i);
            row(i == 0 ? "Values" : "", field.title() + (field.category().isEmpty() ? String.format(Locale.ROOT,
                    ", from %s to %s", field.low(), field.high()) : ""));
        }
        if (set.fields().size() > MOST_FIELDS) row("", "and " + (set.fields().size() - MOST_FIELDS) + " more");
        for (var i = 0; i < set.factors().size(); i++) {
            row(i == 0 ? "Factors" : "", describe(set.factors().get(i)));
        }
    }

    private void row(String subject, String found) {
        out().printf("%-12s%s%n", subject, found);
    }

    private static String describe(Factor factor) {
        return factor.kind() == Factor.Kind.CONTINUOUS ? String
                .format(Locale.ROOT, "%s, from %s to %s %s", factor.name(), factor.low(), factor.high(), factor.unit()).strip()
                : factor.name() + ", " + factor.values() + " values";
    }

    private static double mean(float[] values) {
        var sum = 0.0;
        for (var value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static String counts(Part part, int classes) {
        var count = new int[classes];
        for (var label : part.labels()) {
            count[label]++;
        }
        var text = new StringBuilder();
        for (var n : count) {
            text.append(text.isEmpty() ? "" : ", ").append(n);
        }
        return text.toString();
    }
}
