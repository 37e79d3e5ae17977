package tornadovae.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.engine.Memory;
import tornadovae.engine.ReferenceEngine;
import tornadovae.engine.ReferenceSession;
import tornadovae.math.Philox;

/** The gradient of every differentiable op agrees with central differences of its forward op. */
class AdjointTest {

    private static final int ROWS = 3;
    private static final double STEP = 1e-5;

    /** An op under test, with the tensors to differentiate by. */
    private record Case(String name, List<Tensor> inputs, Tensor output, List<Op> ops) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Tensor x = input("x", ROWS, 4), code = input("code", ROWS, 6), epsilon = Tensor.activation("epsilon", ROWS, 3),
                data = Tensor.activation("data", ROWS, 3);
        Tensor weight = input("weight", 5, 4), bias = input("bias", 1, 5), logits = input("logits", ROWS, 3),
                a = input("a", 1, 1), b = input("b", 1, 1);
        Tensor y = out(ROWS, 5), row = out(ROWS, 1), wide = out(ROWS, 3), scalar = out(1, 1), same = out(ROWS, 4);
        var cases = new ArrayList<Case>();
        for (Activation activation : Activation.values()) {
            cases.add(of("Affine " + activation, y, new Affine(x, weight, bias, activation, y)));
        }
        cases.add(of("Reparameterise", wide, new Reparameterise(code, epsilon, Float.NEGATIVE_INFINITY, wide)));
        cases.add(of("Reparameterise with a floor", wide, new Reparameterise(code, epsilon, 0.05f, wide)));
        cases.add(of("KullbackLeibler", wide, new KullbackLeibler(code, wide)));
        cases.add(of("BernoulliNll", row, new BernoulliNll(logits, data, row)));
        cases.add(of("GaussianNll", row, new GaussianNll(code, data, -8, row)));
        cases.add(of("GaussianNll with a floor", row, new GaussianNll(code, data, 0.05f, row)));
        cases.add(of("ContinuousBernoulliNll", row, new ContinuousBernoulliNll(logits, data, row)));
        cases.add(of("SquaredError", row, new SquaredError(logits, data, row)));
        Tensor squares = input("squares", ROWS, 1);
        cases.add(of("IsotropicNll", row, new IsotropicNll(squares, 5, a, -8, row)));
        cases.add(of("IsotropicNll without a floor", row, new IsotropicNll(squares, 5, a, Float.NEGATIVE_INFINITY, row)));
        cases.add(of("CategoricalNll", row, new CategoricalNll(logits, data, row)));
        Tensor nll = input("nll", ROWS, 1), draw = input("draw", ROWS, 3), many = out(ROWS * 4, 4), few = out(1, 4),
                logWeights = input("logWeights", ROWS * 4, 1);
        cases.add(of("LogImportanceWeight", row, new LogImportanceWeight(nll, code, epsilon, draw, row)));
        cases.add(of("Repeat", many, new Repeat(x, many)));
        cases.add(of("FirstDraw", few, new FirstDraw(x, few)));
        cases.add(of("ImportanceLoss", row, new ImportanceLoss(1, logWeights, row)));
        cases.add(of("ImportanceLoss of one draw", row, new ImportanceLoss(1, nll, row)));
        Tensor components = input("components", 5, 6);
        cases.add(of("MixtureRatio", row, new MixtureRatio(draw, components, Tensor.activation("share", ROWS, 5), row)));
        cases.add(of("UnitClamp", same, new UnitClamp(x, same)));
        cases.add(of("BatchMean", scalar, new BatchMean(x, scalar)));
        cases.add(of("ScaledAdd", scalar, new ScaledAdd(a, Tensor.scalar("w", Role.HYPERPARAMETER), b, scalar)));
        cases.add(of("Add of a tensor to itself", same, new Add(x, x, same)));
        Tensor z = input("z", ROWS, 3), prior = Tensor.activation("prior", ROWS, 3),
                density = Tensor.activation("density", ROWS, 4), square = input("covariance", 3, 3), squareOut = out(3, 3);
        Tensor means = Tensor.activation("means", 1, 3), weight1 = Tensor.scalar("w1", Role.HYPERPARAMETER),
                weight2 = Tensor.scalar("w2", Role.HYPERPARAMETER);
        cases.add(of("AbsoluteDifference", scalar, new AbsoluteDifference(a, weight1, scalar)));
        cases.add(of("FreeBits", scalar, new FreeBits(z, weight1, means, scalar)));
        for (Kernel kernel : Kernel.values()) {
            cases.add(of("MeanDiscrepancy " + kernel, row, new MeanDiscrepancy(kernel, z, prior, row)));
        }
        for (DensityEstimate estimate : DensityEstimate.values()) {
            cases.add(of("TotalCorrelation " + estimate, row, new TotalCorrelation(estimate, 11, code, z, density, row)));
        }
        for (boolean ofDraws : new boolean[] {false, true}) {
            cases.add(of("Covariance, of draws " + ofDraws, squareOut, new Covariance(ofDraws, code, squareOut)));
        }
        cases.add(of("IdentityPenalty", scalar, new IdentityPenalty(square, weight1, weight2, scalar)));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithCentralDifferences(Case c) {
        Tensor mixed = Tensor.activation("mixed", c.output.rows(), 2), loss = Tensor.scalar("loss", Role.ACTIVATION);
        var forward = new ArrayList<>(c.ops);
        // a nonlinear layer on top, so that the upstream gradient differs from element to element
        forward.add(new Affine(c.output, Tensor.activation("mixer", 2, c.output.columns()), Tensor.activation("mixerBias", 1, 2),
                Activation.TANH, mixed));
        forward.add(new BatchMean(mixed, loss));
        Gradients gradients = Gradients.of(forward, loss);
        var both = new ArrayList<>(forward);
        both.addAll(gradients.ops());
        var evaluate = new Program("forward", forward);
        var differentiate = new Program("both", both);
        ReferenceSession session = new ReferenceEngine().open(Memory.of(1, differentiate, evaluate), Map.of());
        int number = 0;
        for (Tensor t : differentiate.tensors()) {
            for (int e = 0; e < t.size(); e++) {
                session.values(t, 0)[e] = 0.3 * Philox.normal(7, Philox.Stream.DATA, number, e) + (++number % 2) * 1e-3;
            }
        }

        session.run(differentiate, 1);
        for (Tensor input : c.inputs) {
            double[] analytic = session.values(gradients.of(input), 0).clone();
            double[] values = session.values(input, 0);
            assertTrue(Stream.of(analytic).flatMapToDouble(java.util.Arrays::stream).anyMatch(g -> g != 0),
                    "the test must see a gradient of " + input);
            for (int e = 0; e < values.length; e++) {
                double at = values[e];
                values[e] = at + STEP;
                session.run(evaluate, 1);
                double above = session.values(loss, 0)[0];
                values[e] = at - STEP;
                session.run(evaluate, 1);
                double below = session.values(loss, 0)[0];
                values[e] = at;
                assertEquals((above - below) / (2 * STEP), analytic[e], 1e-8,
                        c.name + ": ∂loss/∂" + input.name() + ", element " + e);
            }
        }
    }

    @Test
    void everyDifferentiableOpIsTested() {
        var tested = cases().flatMap(c -> c.ops.stream()).map(Object::getClass).toList();
        for (Class<?> op : AllOps.classes().toList()) {
            boolean differentiable =
                    Stream.of(op.getDeclaredMethods()).anyMatch(method -> method.getName().equals("differentiate"));
            if (differentiable) assertTrue(tested.contains(op), op.getSimpleName() + " has an adjoint but no test");
        }
    }

    private static Case of(String name, Tensor output, Op op) {
        return new Case(name, op.reads().stream().filter(t -> t.role() == Role.PARAMETER).distinct().toList(), output,
                List.of(op));
    }

    private static Tensor input(String name, int rows, int columns) {
        return new Tensor(name, rows, columns, Role.PARAMETER);
    }

    private static Tensor out(int rows, int columns) {
        return Tensor.activation("out", rows, columns);
    }
}
