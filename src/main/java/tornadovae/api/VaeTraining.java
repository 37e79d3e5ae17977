package tornadovae.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.engine.choice.Engines;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Family;
import tornadovae.model.Objective;
import tornadovae.train.EpochResult;
import tornadovae.train.HistoryRow;
import tornadovae.train.Replica;
import tornadovae.train.Trainer;

/**
 * One training on images that are in memory. Settings have the keys, ranges and defaults of docs/settings.md; those of
 * {@code dataset}, {@code measures} and {@code pictures} have no meaning here. Equal settings, images and engines give equal
 * models, bit for bit.
 *
 * <pre>{@code
 * TrainedVae trained = VaeTraining.of(data).set("model.latent", 2).set("training.epochs", 5)
 *         .objective(Objective.betaVae(4)).onEpoch(row -> System.out.println(row.testTotal())).run();
 * }</pre>
 */
public final class VaeTraining {

    private final Dataset data;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private Objective objective;
    private Engine engine;
    private Consumer<HistoryRow> listener = _ -> {};
    private BooleanSupplier stop = () -> false;

    private VaeTraining(Dataset data) {
        this.data = data;
        settings.put("dataset.name", "images:own");   // whatever it is called: the images are here already
    }

    /** A training on these images, with every setting at its default. */
    public static VaeTraining of(Dataset data) {
        return new VaeTraining(data);
    }

    /**
     * Sets a key of docs/settings.md, such as {@code model.hidden}. The value is written as in an experiment file: {@code 2},
     * {@code "relu"}, {@code List.of(256, 128)}. {@link #run} refuses unknown keys and values.
     */
    public VaeTraining set(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    /** Minimises this instead of what the settings {@code objective.…} say. Schedules of β are still theirs. */
    public VaeTraining objective(Objective objective) {
        this.objective = objective;
        return this;
    }

    /** Computes on this engine; without it, on the one that {@code --engine auto} takes. */
    public VaeTraining engine(Engine engine) {
        this.engine = engine;
        return this;
    }

    /** Hears of every finished epoch: losses in nats per image, on training and test images. */
    public VaeTraining onEpoch(Consumer<HistoryRow> listener) {
        this.listener = listener;
        return this;
    }

    /** Stops early, at the next step, once this is true. It is asked about twice a second. */
    public VaeTraining stopWhen(BooleanSupplier stop) {
        this.stop = stop;
        return this;
    }

    /**
     * Trains to the last epoch, or until it is told to stop.
     *
     * @throws UserError in one sentence, where settings do not fit together or a loss became NaN or infinite
     */
    public TrainedVae run() {
        Configuration configuration = configuration();
        var family = Family.of(configuration, DataShape.of(data));
        Replica replica = configuration.replica();
        if (objective != null) replica = replica.with(objective);
        Engine used = engine != null ? engine : Engines.choose("auto", Runtime.getRuntime().availableProcessors()).engine();
        try (var trainer = new Trainer(used, family.recipe(), List.of(replica), data)) {
            trainer.train(new Trainer.Observer() {
                @Override
                public void epochDone(int epoch, List<EpochResult> results) {
                    if (results.getFirst() instanceof HistoryRow row) listener.accept(row);
                }
            }, stop);
            trainer.divergence(0).ifPresent(divergence -> {
                throw new UserError(1, "The training ended early: " + divergence, null);
            });
            return new TrainedVae(family.model(), trainer.checkpoint(0, Map.of()), trainer.history(0), used, data);
        }
    }

    private Configuration configuration() {
        return Experiment.configuration("settings", settings.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n").collect(Collectors.joining()));
    }
}
