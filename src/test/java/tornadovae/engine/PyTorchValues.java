package tornadovae.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;
import tornadovae.model.Loss;
import tornadovae.model.LossForm;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Parameter;
import tornadovae.model.Penalty;
import tornadovae.model.Reference;
import tornadovae.model.Vae;

/** Losses, every gradient and three optimiser steps equal what PyTorch computed in float64, in every replica. */
abstract class PyTorchValues {

    private static final int REPLICAS = 2;
    private static final List<String> CASES = List.of("vae-bernoulli-tanh", "beta-vae-bernoulli-relu-deep", "vae-gaussian-tanh",
            "capacity-bernoulli-tanh", "info-vae-bernoulli-softplus", "wae-gaussian-relu", "continuous-bernoulli-own-decoder",
            "gaussian-shared-linear", "gaussian-fixed-linear-decoder", "gaussian-optimal");

    /** The engine under test. */
    abstract Engine engine();

    /** Largest error allowed, relative to the largest magnitude in the compared tensor. */
    abstract double tolerance();

    /** Writes values to all replicas; an engine that keeps more than float32 may take them as they are. */
    void write(Session session, Tensor tensor, double[] values, int replicas) {
        var all = new float[replicas * values.length];
        for (int e = 0; e < all.length; e++) all[e] = (float) values[e % values.length];
        session.write(tensor, all);
    }

    static Stream<Reference> cases() {
        return CASES.stream().map(Reference::load);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossAndGradients(Reference reference) {
        var vae = new Vae(reference.spec());
        int batch = reference.batch();
        LossForm form = reference.objective().form();
        Program gradients = vae.gradients(form, batch, batch);
        try (Session session = open(reference, vae, gradients)) {
            writeNoise(session, vae, reference, 0);
            session.run(gradients, 1);
            close("z", reference.numbers("/step0/z"), session, vae.z(batch), 0);
            close("NLL", new double[] {mean(reference.numbers("/step0/negative_log_likelihood_per_image"))}, session, Loss.NLL,
                    0);
            close("KL", new double[] {mean(reference.numbers("/step0/kl_per_image_and_dimension")) * reference.spec().latent()},
                    session, Loss.KL, 0);
            // a small difference of means that are near the kernel's largest value
            if (form.penalty() != Penalty.NONE) {
                assertEquals(reference.number("/step0/mmd_imq"),
                        read(session, Loss.penalty(form), 0)[0], tolerance() * OpCases.KERNEL, "MMD");
            }
            close("loss", new double[] {reference.number("/step0/loss")}, session, Loss.TOTAL, 0);
            for (Parameter p : vae.parameters()) {
                if (!vae.learns(p.tensor())) continue;
                close("gradient of " + p.name(), reference.numbers("/step0/gradients/" + p.name()), session,
                        vae.gradientOf(p.tensor(), form, batch, batch), p.offset());
            }
        }
    }

    /** The bound does not depend on what a model was trained for. */
    @ParameterizedTest
    @MethodSource("cases")
    void importanceWeightedBoundOfThreeSamples(Reference reference) {
        var vae = new Vae(reference.spec());
        int batch = reference.batch();
        Program sample = vae.importanceSampleOnGivenNoise(batch);
        try (Session session = open(reference, vae, sample)) {
            for (int k = 0; k < 3; k++) {
                write(session, vae.epsilon(batch), reference.numbers("/epsilon/" + k), REPLICAS);
                session.run(sample, 1);
            }
            double expected = reference.number("/iwae_bound_k3");
            for (int replica = 0; replica < REPLICAS; replica++) {
                double[] max = read(session, Vae.maxLogWeight(batch), replica),
                        sum = read(session, Vae.weightSum(batch), replica);
                double bound = 0;
                for (int i = 0; i < batch; i++) bound += (max[i] + Math.log(sum[i] / 3)) / batch;
                assertEquals(expected, bound, tolerance() * Math.max(1, Math.abs(expected)),
                        "the mean of log p̂ in replica " + replica);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void threeStepsOfAdam(Reference reference) {
        threeSteps(reference, Optimiser.ADAM, "adam");
    }

    static Stream<Reference> casesOfDraws() {
        return Stream.of("draws", "priors").flatMap(file -> Reference.load(file).json().properties().stream())
                .flatMap(model -> model.getValue().properties().stream()
                .map(entry -> new Reference(model.getKey() + ", " + entry.getKey(),
                        Reference.load(model.getKey()).with(entry.getValue()).json())));
    }

    /** Gradients of what the decoder and the encoder minimise, which PIWAE and DReG have apart. */
    @ParameterizedTest
    @MethodSource("casesOfDraws")
    void lossAndGradientsOfSeveralDraws(Reference reference) {
        var vae = new Vae(reference.spec());
        int batch = reference.batch();
        LossForm form = reference.objective().form();
        Program gradients = vae.gradients(form, batch, batch);
        try (Session session = open(reference, vae, gradients)) {
            writeNoise(session, vae, reference, 0);
            session.run(gradients, 1);
            close("NLL", new double[] {reference.number("/nll")}, session, Loss.NLL, 0);
            // the mean of differences, where the prior is learned
            assertEquals(reference.number("/kl"), read(session, Loss.KL, 0)[0],
                    tolerance() * Math.max(1, Math.abs(reference.number("/kl"))), "KL");
            close("loss", new double[] {reference.number("/loss")}, session, Loss.TOTAL, 0);
            for (Parameter p : vae.parameters()) {
                close("gradient of " + p.name(), reference.numbers("/gradients/" + p.name()), session,
                        vae.gradientOf(p.tensor(), form, batch, batch), p.offset());
            }
        }
    }

    static Stream<Reference> casesOfOneDraw() {
        return casesOfDraws().filter(reference -> reference.name().contains("iwae-1"));
    }

    /** The negative bound of one draw is the mean logarithm of its weight, which measures take. */
    @ParameterizedTest
    @MethodSource("casesOfOneDraw")
    void measuresWeighDrawsByThePriorOfTheModel(Reference reference) {
        var vae = new Vae(reference.spec());
        int batch = reference.batch();
        Program sample = vae.importanceSampleOnGivenNoise(batch);
        try (Session session = open(reference, vae, sample)) {
            writeNoise(session, vae, reference, 0);
            session.run(sample, 1);
            for (int replica = 0; replica < REPLICAS; replica++) {
                double bound = mean(read(session, Vae.maxLogWeight(batch), replica));
                assertEquals(-reference.number("/loss"), bound, tolerance() * Math.max(1, Math.abs(bound)), "replica " + replica);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("casesOfDraws")
    void threeStepsOfAdamWithSeveralDraws(Reference reference) {
        threeSteps(reference, Optimiser.ADAM, "adam");
    }

    static Stream<Reference> casesOfFactorVae() {
        return Reference.load("factor").json().properties().stream().map(
                model -> new Reference(model.getKey(), Reference.load(model.getKey()).with(model.getValue()).json()));
    }

    /** Two optimisers step together, each from a loss of its own. */
    @ParameterizedTest
    @MethodSource("casesOfFactorVae")
    void threeStepsWithADiscriminator(Reference reference) {
        var vae = new Vae(reference.spec());
        int batch = reference.batch();
        var widths = java.util.Arrays.stream(reference.numbers("/discriminator")).mapToObj(width -> (int) width).toList();
        var objective = Objective.factorVae((float) reference.number("/gamma"), widths, (float) reference.number("/rate"));
        LossForm form = objective.form();
        Program gradients = vae.gradients(form, batch, batch),
                step = vae.trainStepOnGivenNoise(Optimiser.ADAM, form, false, batch);
        List<Parameter> all = Stream.concat(vae.parameters().stream(), vae.parametersOf(form).stream()).toList();
        for (Program program : List.of(gradients, step)) {
            try (Session session = open(reference, objective, vae, program)) {
                for (Parameter p : vae.parametersOf(form)) {
                    write(session, p.tensor(), reference.numbers("/start/" + p.name()), REPLICAS);
                }
                if (program == step) write(session, Vae.LEARNING_RATE, new double[] {1e-2}, REPLICAS);
                for (int s = 0; s < (program == step ? 3 : 1); s++) {
                    write(session, vae.epsilon(batch), reference.numbers("/epsilon/" + s), REPLICAS);
                    write(session, vae.permuted(batch), reference.numbers("/permuted/" + s), REPLICAS);
                    session.run(program, 1);
                    double[] expected = reference.numbers("/history/" + s);
                    List<Tensor> terms = Loss.terms(form);
                    close("total of step " + s, new double[] {expected[0]}, session, Loss.TOTAL, 0);
                    close("discriminator of step " + s, new double[] {expected[1]}, session, terms.get(3), 0);
                    close("tc of step " + s, new double[] {expected[2]}, session, Loss.penalty(form), 0);
                }
                for (Parameter p : all) {
                    if (program == step) {
                        close(p.name(), reference.numbers("/after_3_steps/" + p.name()), session, p.tensor(), p.offset());
                    } else {
                        close("gradient of " + p.name(), reference.numbers("/gradients/" + p.name()), session,
                                vae.gradientOf(p.tensor(), form, batch, batch), p.offset());
                    }
                }
            }
        }
    }

    /** The rule does not depend on what it minimises, so that these suffice. */
    static Stream<Reference> casesOfVaes() {
        return cases().filter(reference -> reference.objective().form().equals(LossForm.BETA_VAE));
    }

    @ParameterizedTest
    @MethodSource("casesOfVaes")
    void threeStepsOfAdagrad(Reference reference) {
        threeSteps(reference, Optimiser.ADAGRAD, "adagrad");
    }

    static Stream<Reference> clippedCases() {
        var clipped = Reference.load("clipping").json();
        return cases().filter(reference -> clipped.has(reference.name()));
    }

    /** Some steps are longer than the limit, some are not. */
    @ParameterizedTest
    @MethodSource("clippedCases")
    void threeStepsOfAdamClipped(Reference reference) {
        Reference clipped = clipping(reference);
        threeSteps(clipped, new Optimiser(Optimiser.Kind.ADAM, 0.9, 0.999, clipped.number("/adam_epsilon")), "adam");
    }

    @ParameterizedTest
    @MethodSource("clippedCases")
    void threeStepsOfAdagradClipped(Reference reference) {
        threeSteps(clipping(reference), Optimiser.ADAGRAD, "adagrad");
    }

    /** The same model with the limit and the trajectory of {@code clip_grad_norm_}. */
    private static Reference clipping(Reference reference) {
        return reference.with(Reference.load("clipping").json().get(reference.name()));
    }

    private void threeSteps(Reference reference, Optimiser optimiser, String name) {
        var vae = new Vae(reference.spec());
        int batch = reference.batch();
        boolean clips = reference.has("/clip_norm");
        Program step = vae.trainStepOnGivenNoise(optimiser, reference.objective().form(), clips, batch);
        double[] losses = reference.numbers("/" + name + "/losses");
        try (Session session = open(reference, vae, step)) {
            write(session, Vae.LEARNING_RATE, new double[] {reference.number("/" + name + "/learning_rate")}, REPLICAS);
            if (clips) write(session, Vae.CLIP_NORM, new double[] {reference.number("/clip_norm")}, REPLICAS);
            for (int s = 0; s < 3; s++) {
                writeNoise(session, vae, reference, s);
                session.run(step, 1);
                if (clips) {
                    close("gradient norm of step " + s, new double[] {reference.numbers("/" + name + "/norms")[s]},
                            session, Vae.GRADIENT_NORM, 0);
                }
                close("loss of step " + s, new double[] {losses[s]}, session, Loss.TOTAL, 0);
            }
            for (Parameter p : vae.parameters()) {
                if (!vae.learns(p.tensor())) continue;
                close(p.name(), reference.numbers("/" + name + "/parameters_after_3_steps/" + p.name()), session, p.tensor(),
                        p.offset());
            }
        }
    }

    private Session open(Reference reference, Vae vae, Program program) {
        return open(reference, reference.objective(), vae, program);
    }

    private Session open(Reference reference, Objective objective, Vae vae, Program program) {
        Session session = engine().open(Memory.of(REPLICAS, program), Map.of());
        write(session, vae.x(reference.batch()), reference.numbers("/x"), REPLICAS);
        objective.weights().forEach((tensor, weight) -> {
            if (program.tensors().contains(tensor)) write(session, tensor, new double[] {weight}, REPLICAS);
        });
        for (Tensor tensor : vae.parameterTensors()) {
            var values = new double[tensor.size()];
            for (Parameter p : vae.parameters()) {
                if (p.tensor().equals(
                        tensor)) {
                    System.arraycopy(reference.numbers("/parameters/" + p.name()), 0, values, p.offset(), p.size());
                }
            }
            write(session, tensor, values, REPLICAS);
        }
        return session;
    }

    private void writeNoise(Session session, Vae vae, Reference reference, int step) {
        int rows = reference.batch() * reference.objective().form().draws().ofImage();
        write(session, vae.epsilon(rows), reference.numbers("/epsilon/" + step), REPLICAS);
        if (reference.objective().form().penalty() != Penalty.NONE) {
            write(session, vae.prior(reference.batch()),
                    reference.numbers("/prior/" + step), REPLICAS);
        }
    }

    private void close(String what, double[] expected, Session session, Tensor tensor, int offset) {
        double scale = 0;
        for (double value : expected) scale = Math.max(scale, Math.abs(value));
        for (int replica = 0; replica < REPLICAS; replica++) {
            double[] actual = read(session, tensor, replica);
            for (int e = 0; e < expected.length; e++) {
                assertEquals(expected[e], actual[offset + e], tolerance() * scale,
                        what + ", element " + e + " of replica " + replica);
            }
        }
    }

    /** One replica's values, as exactly as the engine has them. */
    double[] read(Session session, Tensor tensor, int replica) {
        var all = new float[REPLICAS * tensor.size()];
        session.read(tensor, all);
        var values = new double[tensor.size()];
        for (int e = 0; e < values.length; e++) values[e] = all[replica * tensor.size() + e];
        return values;
    }

    private static double mean(double[] values) {
        return Stream.of(values).flatMapToDouble(java.util.Arrays::stream).average().orElseThrow();
    }
}
