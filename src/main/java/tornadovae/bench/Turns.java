package tornadovae.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import tornadovae.engine.Engine;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.model.Objective;
import tornadovae.model.Vae;

/** Trainings that take turns in short windows, so that a busy moment of a shared machine hits all alike. */
final class Turns implements AutoCloseable {

    private final int windows;
    private final double windowSeconds;
    private final double warmUpSeconds;
    private final List<TrainingCase> cases = new ArrayList<>();

    Turns(int windows, double windowSeconds, double warmUpSeconds) {
        this.windows = windows;
        this.windowSeconds = windowSeconds;
        this.warmUpSeconds = warmUpSeconds;
    }

    /** Opens a training and warms it up; {@link #close} closes it. */
    TrainingCase add(Workload workload, Objective objective, int batch, int replicas, Engine engine, Map<Split, Images> data) {
        return add(workload, workload.vae, objective, batch, replicas, engine, data);
    }

    /** @param vae the workload's, or one of another likelihood in its place */
    TrainingCase add(Workload workload, Vae vae, Objective objective, int batch, int replicas, Engine engine,
            Map<Split, Images> data) {
        var added = new TrainingCase(workload, vae, objective, batch, replicas, engine, data, windows);
        cases.add(added);
        added.warmUp(warmUpSeconds);
        return added;
    }

    /** @param before gets the number of each window before the trainings have their turns in it */
    void measure(IntConsumer before) {
        for (int window = 0; window < windows; window++) {
            before.accept(window);
            for (TrainingCase each : cases) each.measure(window, windowSeconds);
        }
    }

    @Override
    public void close() {
        cases.forEach(TrainingCase::close);
    }
}
