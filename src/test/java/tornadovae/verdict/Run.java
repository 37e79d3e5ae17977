package tornadovae.verdict;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Activation;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Schedule;
import tornadovae.model.VaeSpec;
import tornadovae.train.Checkpoint;
import tornadovae.train.LearningRateSchedule;
import tornadovae.train.Recipe;
import tornadovae.train.Replica;
import tornadovae.train.TrainedModel;
import tornadovae.train.Trainer;

/** A small training that is sound unless something about it is changed, to its evidence. */
record Run(Dataset data, List<Integer> hidden, int latent, Likelihood likelihood, Binarize binarize, float minLogVar,
        Objective objective,
        Schedule schedule, float learningRate, int batch, int epochs, int seed, UnaryOperator<Checkpoint> afterwards) {

    static Run of(Dataset data) {
        return new Run(data, List.of(64), 2, Likelihood.BERNOULLI, Binarize.NONE, -8, Objective.VAE, Schedule.CONSTANT, 0.003f,
                50, 30, 1,
                UnaryOperator.identity());
    }

    Run hidden(Integer... widths) {
        return new Run(data, List.of(widths), latent, likelihood, binarize, minLogVar, objective, schedule, learningRate, batch,
                epochs, seed, afterwards);
    }

    Run latent(int d) {
        return new Run(data, hidden, d, likelihood, binarize, minLogVar, objective, schedule, learningRate, batch, epochs, seed,
                afterwards);
    }

    Run gaussian(double floor) {
        return new Run(data, hidden, latent, Likelihood.GAUSSIAN, binarize, (float) floor, objective, schedule, learningRate,
                batch, epochs, seed,
                afterwards);
    }

    Run continuousBernoulli() {
        return new Run(data, hidden, latent, Likelihood.CONTINUOUS_BERNOULLI, binarize, minLogVar, objective, schedule,
                learningRate, batch, epochs, seed, afterwards);
    }

    Run binarize(Binarize how) {
        return new Run(data, hidden, latent, likelihood, how, minLogVar, objective, schedule, learningRate, batch, epochs, seed,
                afterwards);
    }

    Run objective(Objective other) {
        return new Run(data, hidden, latent, likelihood, binarize, minLogVar, other, schedule, learningRate, batch, epochs, seed,
                afterwards);
    }

    Run schedule(Schedule other) {
        return new Run(data, hidden, latent, likelihood, binarize, minLogVar, objective, other, learningRate, batch, epochs, seed,
                afterwards);
    }

    Run learningRate(double rate) {
        return new Run(data, hidden, latent, likelihood, binarize, minLogVar, objective, schedule, (float) rate, batch, epochs,
                seed, afterwards);
    }

    Run batch(int images) {
        return new Run(data, hidden, latent, likelihood, binarize, minLogVar, objective, schedule, learningRate, images, epochs,
                seed, afterwards);
    }

    Run epochs(int number) {
        return new Run(data, hidden, latent, likelihood, binarize, minLogVar, objective, schedule, learningRate, batch, number,
                seed, afterwards);
    }

    Run seed(int number) {
        return new Run(data, hidden, latent, likelihood, binarize, minLogVar, objective, schedule, learningRate, batch, epochs,
                number, afterwards);
    }

    /** Changes the weights once it is trained. */
    Run afterwards(UnaryOperator<Checkpoint> change) {
        return new Run(data, hidden, latent, likelihood, binarize, minLogVar, objective, schedule, learningRate, batch, epochs,
                seed, change);
    }

    VaeSpec model() {
        return new VaeSpec(data.columns(), hidden, latent, Activation.RELU, likelihood, binarize, minLogVar);
    }

    /** Empty where a loss is no number any more, which the runner tells by itself. */
    java.util.Optional<Evidence> evidence() {
        Engine engine = new CpuEngine(1);
        var recipe = new Recipe(model(), Optimiser.ADAM, batch, epochs, LearningRateSchedule.CONSTANT, false);
        try (var trainer = new Trainer(engine, recipe, List.of(new Replica(seed, learningRate, objective, schedule)), data)) {
            trainer.train(new Trainer.Observer() {}, () -> false);
            if (trainer.divergence(0).isPresent()) return java.util.Optional.empty();
            Checkpoint checkpoint = afterwards.apply(trainer.checkpoint(0, Map.of()));
            try (var trained = TrainedModel.open(engine, model(), checkpoint, data)) {
                var measures = LikelihoodMeasures.of(trained, new int[0], _ -> {});
                return java.util.Optional.of(new Examiner().evidence(trained, checkpoint, measures, objective));
            }
        }
    }
}
