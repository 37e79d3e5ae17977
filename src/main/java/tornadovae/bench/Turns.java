package tornadovae.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tornadovae.engine.Engine;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.model.Objective;
import tornadovae.model.Vae;

/**
 * Cases that take turns in short windows, so that a busy moment of a shared machine hits all alike. Windows that others disturbed
 * are measured again, up to a limit.
 */
public final class Turns implements AutoCloseable {

    /** For each window asked for, so many are measured at most. */
    private static final int AGAIN = 3;

    private final int windows;
    private final double windowSeconds;
    private final double warmUpSeconds;
    private final Disturbance disturbance;
    private final List<Repeated> cases = new ArrayList<>();
    private final List<Measured.Windows> measured = new ArrayList<>();

    /** @param threads that compute at a time */
    public Turns(int windows, double windowSeconds, double warmUpSeconds, int threads) {
        this.windows = windows;
        this.windowSeconds = windowSeconds;
        this.warmUpSeconds = warmUpSeconds;
        disturbance = new Disturbance(threads);
    }

    /** Opens a training and warms it up; {@link #close} closes it. */
    TrainingCase add(Workload workload, Objective objective, int batch, int replicas, Engine engine, Map<Split, Images> data) {
        return add(workload, workload.vae, objective, batch, replicas, engine, data);
    }

    /** @param vae the workload's, or one of another likelihood in its place */
    TrainingCase add(Workload workload, Vae vae, Objective objective, int batch, int replicas, Engine engine,
            Map<Split, Images> data) {
        Program step = Workload.trainStep(vae, objective.form(), batch);
        var added = TrainingCase.training(workload, vae, step, objective, batch, replicas, engine, data);
        cases.add(added);
        measured.add(new Measured.Windows());
        added.warmUp(warmUpSeconds);
        return added;
    }

    /** Takes over what is open and warm; {@link #close} closes it. */
    public <T extends Repeated> T add(T added) {
        cases.add(added);
        measured.add(new Measured.Windows());
        return added;
    }

    /** All cases in turns, as often as windows were asked for. */
    public void measure() {
        for (int window = 0; window < windows; window++) once();
    }

    /** As {@link #measure}, and again until each case has had as many clean windows as were asked for, or the limit is met. */
    public void measureClean() {
        measure();
        for (int again = windows; again < AGAIN * windows && disturbance.known()
                && measured.stream().anyMatch(each -> each.count() < windows); again++) {
            once();
        }
    }

    private void once() {
        for (int i = 0; i < cases.size(); i++) {
            disturbance.begin();
            double rate = cases.get(i).rate(windowSeconds);
            measured.get(i).add(rate, disturbance.end());
        }
    }

    /** What a case's windows gave. */
    public Measured measured(Repeated each) {
        return measured.get(cases.indexOf(each)).measured(windows);
    }

    /** One a window, disturbed or not. */
    double[] rates(Repeated each) {
        return measured.get(cases.indexOf(each)).rates();
    }

    @Override
    public void close() {
        cases.forEach(Repeated::close);
    }
}
