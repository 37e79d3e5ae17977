package tornadovae.reproduction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongConsumer;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.metric.Measures;
import tornadovae.results.AddedMeasures;
import tornadovae.results.CellResult;
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
record LikelihoodReached(int samples, double full, double fullTolerance, OptionalDouble quick, double quickTolerance)
        implements Judgement {

    private OptionalDouble number(Effort form) {
        return form == Effort.FULL ? OptionalDouble.of(full) : quick;
    }

    @Override
    public String expected(Effort form) {
        if (number(form).isEmpty()) return "not measured yet";
        String nats = String.format(Locale.ROOT, "%.2f nats", number(form).getAsDouble());
        return form == Effort.FULL ? nats : nats + ", this program's own number for so few epochs; the paper has none";
    }

    @Override
    public String tolerance(Effort form) {
        return String.format(Locale.ROOT, "±%s nats", form == Effort.FULL ? fullTolerance : quickTolerance);
    }

    private String measure() {
        return "iwae_" + samples;
    }

    @Override
    public Assessment judge(List<CellResult> cells, Effort form) {
        CellResult cell = cells.getFirst();
        double bound = cell.metric(measure());
        if (Double.isNaN(bound)) {
            String soFar = String.format(Locale.ROOT, "test −ELBO %.2f", cell.required("test_total"));
            return new Assessment(Assessment.Outcome.UNFINISHED, expected(form), tolerance(form), soFar,
                    "trained, but its bound of " + samples + " samples is not measured yet");
        }
        String got = String.format(Locale.ROOT, "%.2f nats%s", bound, interval(cell));
        if (number(form).isEmpty()) {
            return new Assessment(Assessment.Outcome.NOTHING_EXPECTED, expected(form), tolerance(form), got,
                    "no expected value yet, so neither within nor not");
        }
        double tolerated = form == Effort.FULL ? fullTolerance : quickTolerance;
        return Assessment.of(Math.abs(bound - number(form).getAsDouble()) <= tolerated, expected(form), tolerance(form), got);
    }

    /** Over the test images. */
    private String interval(CellResult cell) {
        double low = cell.metric(measure() + "_low"), high = cell.metric(measure() + "_high");
        return Double.isNaN(low) || Double.isNaN(high) ? ""
                : String.format(Locale.ROOT, " (95 %% interval %.2f to %.2f)", low, high);
    }

    @Override
    public long work(List<CellResult> cells) {
        return cells.stream().filter(cell -> Double.isNaN(cell.metric(measure())))
                .mapToLong(cell -> (long) cell.required("test_images") * samples).sum();
    }

    /** As the command {@code measure} with so many samples, whose file this is too; what else is in it stays. */
    @Override
    public void measure(List<CellResult> cells, Engine engine, Function<DataSpec, Dataset> data, LongConsumer progress) {
        for (CellResult cell : cells) {
            if (!Double.isNaN(cell.metric(measure()))) continue;
            TrainedCell trained = TrainedCell.read(cell.folder());
            var measures = new LinkedHashMap<String, Object>();
            measures.put("configuration", trained.configuration().hash());
            try (TrainedModel model = trained.open(engine, data.apply(trained.configuration().dataset()))) {
                measures.putAll(Measures.values(LikelihoodMeasures.of(model, LikelihoodMeasures.samplesUpTo(samples), progress)));
            }
            AddedMeasures.write(cell.folder(), measures);
        }
    }
}
