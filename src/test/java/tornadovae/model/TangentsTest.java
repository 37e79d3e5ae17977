package tornadovae.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tornadovae.engine.Memory;
import tornadovae.engine.ReferenceEngine;
import tornadovae.engine.ReferenceSession;
import tornadovae.graph.Activation;
import tornadovae.graph.Tensor;
import tornadovae.math.Philox;

/** Forward-mode derivatives beside central differences, both in double precision. */
class TangentsTest {

    private static final int BATCH = 3;
    private static final double STEP = 1e-5;

    @ParameterizedTest
    @EnumSource(value = Activation.class, names = "IDENTITY", mode = EnumSource.Mode.EXCLUDE)
    void tangentsAreDirectionalDerivatives(Activation activation) {
        for (Likelihood likelihood : Likelihood.values()) {
            for (List<Integer> hidden : List.of(List.of(5), List.of(7, 6), List.of(8, 4, 6))) {
                tangentsAreDirectionalDerivatives(new Vae(new VaeSpec(9, hidden, 3, activation, likelihood, Binarize.NONE, -8)));
            }
        }
    }

    private static void tangentsAreDirectionalDerivatives(Vae vae) {
        var program = vae.tangents(BATCH);
        try (ReferenceSession session = new ReferenceEngine().open(Memory.of(1, program), Map.of())) {
            int stream = 0;
            for (Tensor parameter : vae.parameterTensors()) {
                if (program.tensors().contains(parameter)) fill(session.values(parameter, 0), stream++);
            }
            double[] z = session.values(vae.z(BATCH), 0), direction = session.values(vae.direction(BATCH), 0);
            fill(z, stream++);
            fill(direction, stream);
            session.run(program, 1);
            double[] tangent = session.values(vae.tangent(BATCH), 0).clone(), origin = z.clone();
            double[] above = outputAt(session, vae, origin, direction, STEP),
                    below = outputAt(session, vae, origin, direction, -STEP);
            double largest = 0;
            for (int e = 0; e < tangent.length; e++) {
                assertEquals((above[e] - below[e]) / (2 * STEP), tangent[e], 1e-8, vae.spec() + ", element " + e);
                largest = Math.max(largest, Math.abs(tangent[e]));
            }
            assertTrue(largest > 0.1, "something moves, found " + largest);
        }
    }

    private static double[] outputAt(ReferenceSession session, Vae vae, double[] origin, double[] direction, double step) {
        double[] z = session.values(vae.z(BATCH), 0);
        for (int e = 0; e < z.length; e++) z[e] = origin[e] + step * direction[e];
        session.run(vae.tangents(BATCH), 1);
        return session.values(vae.output(BATCH), 0).clone();
    }

    private static void fill(double[] values, int stream) {
        for (int e = 0; e < values.length; e++) values[e] = 0.7 * Philox.normal(5, Philox.Stream.DATA, stream, e);
    }
}
