package tornadovae.reproduction;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.config.Configuration;
import tornadovae.results.CellResult;

/** What decides about a claim. It reads files of finished cells only, so that it can be asked at any time. */
public sealed interface Judgement permits BoundImproves, ImagesDrawn, LikelihoodReached, CapacityHeld, WeightsEqual, BetaHelps,
        LimitReached {

    /** Whether a cell of the experiment belongs to the claim. */
    default boolean needs(Configuration configuration) {
        return true;
    }

    /** What should come out. */
    String expected(Effort form);

    /** How far off that may be; empty where there is no number. */
    String tolerance(Effort form);

    /** @param cells all cells of the experiment that are needed, in its order, every one finished */
    Assessment judge(List<CellResult> cells, Effort form);

    /** How many units of work {@link #measure} has to do; 0 where the training itself measures everything. */
    default long work(List<CellResult> cells) {
        return 0;
    }

    /**
     * Measures what a training does not, and keeps it in the cells' folders.
     *
     * @param progress is told how many units are done
     */
    default void measure(List<CellResult> cells, Engine engine, Function<DataSpec, Dataset> data, LongConsumer progress) {}

    /** Pictures that belong on the scoreboard: the name there, and where they lie. */
    default Map<String, Path> pictures(List<CellResult> cells) {
        return Map.of();
    }
}
