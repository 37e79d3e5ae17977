package tornadovae.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.graph.Activation;
import tornadovae.graph.Program;
import tornadovae.graph.Role;
import tornadovae.graph.Tensor;
import tornadovae.math.Philox;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Loss;
import tornadovae.model.LossWeights;
import tornadovae.model.Objective;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;
import tornadovae.model.Variance;

/** The gradient with the variance that suits a minibatch best, which passes nothing through the variance. */
class OptimalVarianceTest {

    private static final int BATCH = 5, PIXELS = 6;
    /** Of the loss's own single precision, over the step of a difference. */
    private static final double STEP = 0.02, TOLERANCE = 2e-3;

    private static final Vae VAE = new Vae(new VaeSpec(PIXELS, List.of(4), 2, Activation.TANH, Likelihood.GAUSSIAN,
            Binarize.NONE, -8).with(Variance.OPTIMAL));

    static Stream<Objective> means() {
        return Stream.of(Objective.VAE, Objective.betaVae(4), Objective.VAE.withDraws(3), Objective.iwae(1, false));
    }

    @ParameterizedTest
    @MethodSource("means")
    void ofAPlainMeanItIsThatOfTheLoss(Objective objective) {
        assertTrue(error(objective) < TOLERANCE, objective + ": " + error(objective));
    }

    /** That is why experiments refuse it. */
    @Test
    void ofABoundOfSeveralDrawsItIsNot() {
        assertTrue(error(Objective.iwae(5, false)) > 5 * TOLERANCE, "" + error(Objective.iwae(5, false)));
    }

    /** The largest difference from central differences, of all weights of the decoder's output. */
    private static double error(Objective objective) {
        Program program = VAE.gradients(objective.form(), BATCH, BATCH);
        Tensor weight = VAE.parameterTensors().stream().filter(t -> t.name().startsWith("decoder.mean")).findFirst()
                .orElseThrow();
        Tensor gradient = VAE.gradientOf(weight, objective.form(), BATCH, BATCH);
        try (Session session = new ReferenceEngine().open(Memory.of(1, program), Map.of())) {
            for (Tensor t : program.tensors()) {
                if (t.role() == Role.PARAMETER) session.write(t, numbers(t, 0.5));
            }
            session.write(VAE.x(BATCH), numbers(VAE.x(BATCH), 1));
            Tensor noise = VAE.epsilon(BATCH * objective.form().draws().ofImage());
            session.write(noise, numbers(noise, 1));
            session.writeIntegers(Vae.STEP, new int[] {3});
            objective.weights().forEach((tensor, value) -> {
                if (program.tensors().contains(tensor)) session.write(tensor, new float[] {value});
            });
            float[] at = numbers(weight, 0.5), actual = new float[at.length];
            ToDoubleFunction<float[]> loss = values -> {
                float[] total = new float[1];
                session.write(weight, values);
                session.run(program, 1);
                session.read(Loss.TOTAL, total);
                return total[0];
            };
            loss.applyAsDouble(at);
            session.read(gradient, actual);
            double largest = 0;
            for (int i = 0; i < at.length; i++) {
                float[] above = at.clone(), below = at.clone();
                above[i] += (float) STEP;
                below[i] -= (float) STEP;
                double difference = (loss.applyAsDouble(above) - loss.applyAsDouble(below)) / (2 * STEP);
                largest = Math.max(largest, Math.abs(difference - actual[i]));
            }
            return largest;
        }
    }

    private static float[] numbers(Tensor tensor, double scale) {
        float[] numbers = new float[tensor.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) scale * Philox.normal(tensor.name().hashCode(), Philox.Stream.DATA, 0, i);
        }
        return numbers;
    }
}
