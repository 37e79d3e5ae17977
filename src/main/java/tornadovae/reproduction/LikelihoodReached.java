package tornadovae.reproduction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongConsumer;
import tornadovae.AtomicFile;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.Json;
import tornadovae.experiment.TrainedCell;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.metric.Measures;
import tornadovae.train.TrainedModel;

/**
 * −log p(x) of the test images, by the importance-weighted bound, comes near a published number.
 *
 * @param samples        K of the bound
 * @param full           published, nats an image
 * @param fullTolerance  nats
 * @param quick          of the quick form, measured with this program; empty until it has been
 * @param quickTolerance nats
 */
record LikelihoodReached(int samples, double full, double fullTolerance, OptionalDouble quick, double quickTolerance) implements Judgement {

    private OptionalDouble number(Form form) {
        return form == Form.FULL ? OptionalDouble.of(full) : quick;
    }

    @Override
    public String expected(Form form) {
        if (number(form).isEmpty()) return "not measured yet";
        String nats = String.format(Locale.ROOT, "%.2f nats", number(form).getAsDouble());
        return form == Form.FULL ? nats : nats + ", this program's own number for so few epochs; the paper has none";
    }

    @Override
    public String tolerance(Form form) {
        return String.format(Locale.ROOT, "±%s nats", form == Form.FULL ? fullTolerance : quickTolerance);
    }

    private String measure() {
        return "iwae_" + samples;
    }

    @Override
    public Verdict judge(List<FinishedCell> cells, Form form) {
        FinishedCell cell = cells.getFirst();
        OptionalDouble bound = cell.number(measure());
        if (bound.isEmpty()) {
            String soFar = String.format(Locale.ROOT, "test −ELBO %.2f", cell.metric("test_total"));
            return new Verdict(Verdict.Outcome.UNFINISHED, expected(form), tolerance(form), soFar, "trained, but its bound of " + samples + " samples is not measured yet");
        }
        String got = String.format(Locale.ROOT, "%.2f nats%s", bound.getAsDouble(), interval(cell));
        if (number(form).isEmpty())
            return new Verdict(Verdict.Outcome.NOTHING_EXPECTED, expected(form), tolerance(form), got, "no expected value yet, so neither within nor not");
        double tolerated = form == Form.FULL ? fullTolerance : quickTolerance;
        return Verdict.of(Math.abs(bound.getAsDouble() - number(form).getAsDouble()) <= tolerated, expected(form), tolerance(form), got);
    }

    /** Over the test images. */
    private String interval(FinishedCell cell) {
        OptionalDouble low = cell.number(measure() + "_low"), high = cell.number(measure() + "_high");
        return low.isEmpty() || high.isEmpty() ? "" : String.format(Locale.ROOT, " (95 %% interval %.2f to %.2f)", low.getAsDouble(), high.getAsDouble());
    }

    @Override
    public long work(List<FinishedCell> cells) {
        return cells.stream().filter(cell -> cell.number(measure()).isEmpty()).mapToLong(cell -> (long) cell.metric("test_images") * samples).sum();
    }

    /** As the command {@code measure} with so many samples, whose file this is too; what else is in it stays. */
    @Override
    public void measure(List<FinishedCell> cells, Engine engine, Function<DataSpec, Dataset> data, LongConsumer progress) {
        for (FinishedCell cell : cells) {
            if (cell.number(measure()).isPresent()) continue;
            var measures = new LinkedHashMap<>(cell.folder().measuresIfAny());
            measures.put("configuration", cell.configuration().hash());
            try (TrainedModel model = TrainedCell.read(cell.folder()).open(engine, data.apply(cell.configuration().dataset()))) {
                measures.putAll(Measures.values(LikelihoodMeasures.of(model, LikelihoodMeasures.samplesUpTo(samples), progress)));
            }
            cell.folder().writeMeasures(Json.write(measures));
        }
    }
}
