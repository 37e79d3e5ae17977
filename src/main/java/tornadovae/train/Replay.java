package tornadovae.train;

import java.util.List;
import java.util.Map;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Advance;
import tornadovae.graph.ClipFactor;
import tornadovae.graph.Images;
import tornadovae.graph.Op;
import tornadovae.graph.OptimiserStep;
import tornadovae.graph.Program;
import tornadovae.graph.RowNorm;
import tornadovae.graph.Multiply;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;

/**
 * Looks back at how a replica went astray. A replica's course depends on nothing but its own state, so it is run again alone from
 * the last state that was kept, up to the update in question. That step's gradients are computed by a program without the
 * optimiser, because an engine need not keep gradients that it uses up on the way.
 */
final class Replay {

    private final Engine engine;
    private final Program trainStep;
    private final LearningRateSchedule schedule;
    private final int stepsPerEpoch;
    private final Map<Split, Images> images;

    Replay(Engine engine, Program trainStep, LearningRateSchedule schedule, int stepsPerEpoch, Map<Split, Images> images) {
        this.engine = engine;
        this.trainStep = trainStep;
        this.schedule = schedule;
        this.stepsPerEpoch = stepsPerEpoch;
        this.images = images;
    }

    /**
     * @param before  the replica's state at or before the bad step
     * @param badStep the step, counted from 0, in which the term was bad; or the number of steps done when a test loss was
     */
    Divergence explain(Replica replica, State before, int badStep, String term, float value) {
        List<Op> withoutUpdates = trainStep.ops().stream().filter(op -> !(op instanceof OptimiserStep || op instanceof RowNorm
                || op instanceof ClipFactor || op instanceof Advance || clips(op))).toList();
        var gradients = new Program("gradients", withoutUpdates);
        int step = Math.max(before.step(), badStep - 1);
        try (Session session = engine.open(Memory.of(1, trainStep, gradients), images)) {
            Replicas.write(List.of(replica), trainStep, stepsPerEpoch, before.step(), session);
            Replicas.writeLearningRates(List.of(replica), schedule, before.step() / stepsPerEpoch, session);
            before.writeTo(session);
            if (step > before.step()) session.run(trainStep, step - before.step());
            session.run(gradients, 1);

            double squares = 0;
            float largest = 0;
            String parameter = "all";
            for (Op op : trainStep.ops()) {
                if (!(op instanceof OptimiserStep update)) continue;
                Tensor w = update.w();
                float[] gradient = new float[w.size()];
                session.read(gradientOf(update), gradient);
                for (float g : gradient) squares += (double) g * g;
                float magnitude = largestMagnitude(gradient);
                if (Float.compare(magnitude, largest) > 0) { // NaN is larger than all
                    largest = magnitude;
                    parameter = w.name();
                }
            }
            return new Divergence(badStep, term, value, step, Math.sqrt(squares), largest, parameter);
        }
    }

    /**
     * As {@link #explain} for squared gradients that became infinite in one of the steps up to {@code end}, whose own gradients
     * are those looked at.
     *
     * @param squares what the optimiser keeps of them, whose name the term is
     */
    Divergence explainOverflow(Replica replica, State before, int end, Tensor squares) {
        int step = before.step();
        try (Session session = engine.open(Memory.of(1, trainStep), images)) {
            Replicas.write(List.of(replica), trainStep, stepsPerEpoch, step, session);
            Replicas.writeLearningRates(List.of(replica), schedule, step / stepsPerEpoch, session);
            before.writeTo(session);
            float[] now = new float[squares.size()];
            for (; step < end - 1; step++) {
                session.run(trainStep, 1);
                session.read(squares, now);
                if (!Float.isFinite(largestMagnitude(now))) break;
            }
        }
        Divergence after = explain(replica, before, step + 1, squares.name(), Float.POSITIVE_INFINITY);
        return new Divergence(step, after.term(), after.value(), step, after.gradientNorm(), after.largestGradient(),
                after.parameter());
    }

    private static float largestMagnitude(float[] values) {
        float largest = 0;
        for (float value : values) largest = Math.max(largest, Math.abs(value)); // NaN stays
        return largest;
    }

    /** ∂loss/∂w as it is before it may be clipped. */
    private Tensor gradientOf(OptimiserStep update) {
        return trainStep.ops().stream().filter(op -> op instanceof Multiply clip && clip.scaled().equals(update.g()))
                .map(op -> ((Multiply) op).value()).findFirst().orElse(update.g());
    }

    /** Whether an op shortens a gradient on its way to an update. */
    private boolean clips(Op op) {
        return op instanceof Multiply clip
                && trainStep.ops().stream().anyMatch(other -> other instanceof OptimiserStep update
                        && update.g().equals(clip.scaled()));
    }
}
