package tornadovae.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.ResultStore;
import tornadovae.model.Vae;

@Command(name = "train",
        description = "Train one model, then measure and draw what it learned. The same command goes on after an interruption.",
        footer = {
        "  ./run.sh train --dataset mnist --latent 2 --epochs 20 --out results/mine",
        "  ./run.sh train --dataset mnist --latent 2 --epochs 40 --out results/mine --continue",
        "  ./run.sh train --dataset digits --beta 4 --hidden 512,256 --show-program"})
final class Train extends TrainingCommand {

    private static final Map<String, String> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("--dataset", "dataset.name");
        KEYS.put("--train", "dataset.train");
        KEYS.put("--test", "dataset.test");
        KEYS.put("--transpose", "dataset.transpose");
        KEYS.put("--hidden", "model.hidden");
        KEYS.put("--latent", "model.latent");
        KEYS.put("--activation", "model.activation");
        KEYS.put("--likelihood", "model.likelihood");
        KEYS.put("--binarize", "model.binarize");
        KEYS.put("--objective", "objective.name");
        KEYS.put("--beta", "objective.beta");
        KEYS.put("--capacity", "objective.capacity");
        KEYS.put("--gamma", "objective.gamma");
        KEYS.put("--capacity-steps", "objective.capacitySteps");
        KEYS.put("--lambda", "objective.lambda");
        KEYS.put("--alpha", "objective.alpha");
        KEYS.put("--kernel", "objective.kernel");
        KEYS.put("--lambda-off-diagonal", "objective.lambdaOffDiagonal");
        KEYS.put("--lambda-diagonal", "objective.lambdaDiagonal");
        KEYS.put("--estimate", "objective.estimate");
        KEYS.put("--free-bits", "objective.freeBits");
        KEYS.put("--warmup-epochs", "objective.warmupEpochs");
        KEYS.put("--cycle-epochs", "objective.cycleEpochs");
        KEYS.put("--epochs", "training.epochs");
        KEYS.put("--batch", "training.batch");
        KEYS.put("--optimizer", "training.optimizer");
        KEYS.put("--learning-rate", "training.learningRate");
        KEYS.put("--schedule", "training.schedule");
        KEYS.put("--clip-norm", "training.clipNorm");
        KEYS.put("--seed", "training.seed");
        KEYS.put("--decoder-bias", "training.decoderBias");
        KEYS.put("--checkpoint-every", "training.checkpointEvery");
        KEYS.put("--importance-samples", "measures.importanceSamples");
        KEYS.put("--disentanglement", "measures.disentanglement");
        KEYS.put("--grid", "pictures.grid");
        KEYS.put("--scale", "pictures.scale");
        KEYS.put("--invert", "pictures.invert");
        KEYS.put("--gif", "pictures.gif");
        KEYS.put("--no-atlas", "pictures.atlas");
    }

    @Option(names = "--dataset", required = true, paramLabel = "NAME",
            description = "A name that 'data list' shows, idx:DIR or images:DIR.")
    String dataset;

    @Option(names = "--train", paramLabel = "N", description = "Training images, the first of the set (default: all).")
    String train;

    @Option(names = "--test", paramLabel = "N", description = "Test images, the first of the set (default: all).")
    String test;

    @Option(names = "--transpose", description = "Exchange rows and columns of the images of idx:DIR or images:DIR, as EMNIST "
            + "needs it.")
    boolean transpose;

    @Option(names = "--hidden", paramLabel = "N,N",
            description = "Widths of the encoder's hidden layers; the decoder has them in reverse (default: 500).")
    String hidden;

    @Option(names = "--latent", paramLabel = "N", description = "Latent dimensions (default: 2).")
    String latent;

    @Option(names = "--activation", paramLabel = "NAME", description = "tanh, relu or softplus (default: tanh).")
    String activation;

    @Option(names = "--likelihood", paramLabel = "NAME", description = "bernoulli or gaussian (default: bernoulli).")
    String likelihood;

    @Option(names = "--binarize", paramLabel = "HOW", description = "none, static or dynamic (default: none).")
    String binarize;

    @Option(names = "--objective", paramLabel = "NAME",
            description = "vae, beta-vae, capacity, info-vae, wae, dip-vae-i, dip-vae-ii or beta-tcvae (default: vae, or beta-vae with a --beta other than 1).")
    String objective;

    @Option(names = "--beta", paramLabel = "X", description = "β of beta-vae, the weight of the KL term, and of beta-tcvae; must be given for these.")
    String beta;

    @Option(names = "--capacity", paramLabel = "X", description = "C of capacity in nats, what the KL term is held at; must be given for it.")
    String capacity;

    @Option(names = "--gamma", paramLabel = "X", description = "Weight of capacity's |KL − C| (default: 1000).")
    String gamma;

    @Option(names = "--capacity-steps", paramLabel = "N", description = "Steps over which C rises from 0 (default: 0).")
    String capacitySteps;

    @Option(names = "--lambda", paramLabel = "X", description = "λ of info-vae and wae, the weight of the MMD; must be given for these.")
    String lambda;

    @Option(names = "--alpha", paramLabel = "X", description = "α of info-vae: weight of the mutual information (default: 0).")
    String alpha;

    @Option(names = "--kernel", paramLabel = "NAME", description = "Kernel of the MMD: imq or rbf (default: imq).")
    String kernel;

    @Option(names = "--lambda-off-diagonal", paramLabel = "X", description = "λ_od of dip-vae-i and dip-vae-ii; must be given for these.")
    String lambdaOffDiagonal;

    @Option(names = "--lambda-diagonal", paramLabel = "X", description = "λ_d of dip-vae-i and dip-vae-ii; must be given for these.")
    String lambdaDiagonal;

    @Option(names = "--estimate", paramLabel = "HOW", description = "Of beta-tcvae's total correlation: weighted or stratified (default: weighted).")
    String estimate;

    @Option(names = "--free-bits", paramLabel = "X", description = "Nats per latent dimension that cost nothing (default: 0).")
    String freeBits;

    @Option(names = "--warmup-epochs", paramLabel = "N",
            description = "Epochs over which the weight of the KL term rises from 0 (default: 0).")
    String warmupEpochs;

    @Option(names = "--cycle-epochs", paramLabel = "N", description = "Epochs from one such rise to the next (default: only one).")
    String cycleEpochs;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images (default: 20).")
    String epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Images a step (default: 100).")
    String batch;

    @Option(names = "--optimizer", paramLabel = "NAME", description = "adam or adagrad (default: adam).")
    String optimizer;

    @Option(names = "--learning-rate", paramLabel = "X", description = "Step size of the optimiser (default: 0.001).")
    String learningRate;

    @Option(names = "--schedule", paramLabel = "NAME",
            description = "Of the learning rate: constant, or stages down to a tenth over 3280 epochs (default: constant).")
    String schedule;

    @Option(names = "--clip-norm", paramLabel = "X", description = "Shorten a gradient to this norm, over all parameters, where it is longer (default: 0, do not).")
    String clipNorm;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of first weights, order of images and noise (default: 1).")
    String seed;

    @Option(names = "--decoder-bias", paramLabel = "HOW", description = "zero, or data to start from the mean image (default: zero).")
    String decoderBias;

    @Option(names = "--checkpoint-every", paramLabel = "N", description = "Epochs between checkpoints (default: 1).")
    String checkpointEvery;

    @Option(names = "--importance-samples", paramLabel = "N", description = "Samples an image of the importance-weighted bounds in metrics.json (default: 0, none).")
    String importanceSamples;

    @Option(names = "--disentanglement", description = "Score the code against the true factors, where the data set has them (digits, sprites).")
    boolean disentanglement;

    @Option(names = "--grid", paramLabel = "N", description = "Images in a row of the manifold (default: 20).")
    String grid;

    @Option(names = "--scale", paramLabel = "N", description = "Draw every pixel as a square of N × N (default: 1).")
    String scale;

    @Option(names = "--invert", description = "Draw dark on white, for print.")
    boolean invert;

    @Option(names = "--gif", description = "Draw training.gif, the manifold over the epochs.")
    boolean gif;

    @Option(names = "--no-atlas", description = "Do not say what the manifold shows, which takes a classifier of the images.")
    boolean noAtlas;

    @Option(names = "--out", paramLabel = "DIR", description = "Where results go (default: results/train-HASH, after the settings).")
    Path out;

    @Option(names = "--retrain", description = RETRAIN)
    boolean retrain;

    @Option(names = "--continue",
            description = "Go on with the training in --out for more --epochs; all else must be as it was, but for pictures "
                    + "and measures.")
    boolean goOn;

    @Option(names = "--show-program",
            description = "Print the programs of training and evaluation: ops, shapes, bytes and FLOP; train nothing.")
    boolean showProgram;

    @Override
    public Integer call() {
        if (goOn && out == null) throw new UserError("--continue needs --out, the folder of the training that is to go on.");
        if (goOn && retrain) throw new UserError("--continue goes on with what --retrain would delete; give one of them.");
        var experiment = Experiment.ofFlags(settings(), KEYS);
        var choice = engineOptions.choose();
        var plan = plan(experiment, choice);
        if (showProgram) {
            printPrograms(plan);
            return 0;
        }
        var folder = out != null ? out : Path.of("results", "train-" + plan.cells().getFirst().configuration().hash());
        try (var store = goOn ? ResultStore.ofContinued(folder, plan) : ResultStore.ofOne(folder, plan, retrain)) {
            return run(plan, store, choice);
        }
    }

    /** The flags that were given, by name. */
    private Map<String, String> settings() {
        var given = new LinkedHashMap<String, String>();
        for (var flag : KEYS.keySet()) {
            var option = spec.findOption(flag);
            Object value = option.getValue();
            if (value instanceof String text) {
                given.put(flag, text);
            } else if (Boolean.TRUE.equals(value)) {
                given.put(flag, flag.startsWith("--no-") ? "false" : "true");
            }
        }
        if (objective == null && beta != null && !beta.matches("1(\\.0*)?")) {
            given.put("--objective", "beta-vae");
        }
        return given;
    }

    private void printPrograms(Plan plan) {
        var family = plan.groups().getFirst().family();
        var vae = new Vae(family.model());
        out().print(family.trainStep().describe());
        out().println();
        out().print(vae.evaluate(family.batch(), family.shape().test()).describe());
    }
}
