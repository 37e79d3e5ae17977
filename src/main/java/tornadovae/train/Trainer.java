package tornadovae.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import tornadovae.UserError;
import tornadovae.data.DataDigest;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;
import tornadovae.math.Statistics;
import tornadovae.model.LossForm;
import tornadovae.model.Vae;

/**
 * Trains replicas of one model together, by minibatches. A replica's result depends neither on its neighbours nor on being
 * stopped and restored, bit for bit on one engine. It belongs to one thread at a time.
 */
public final class Trainer implements AutoCloseable {

    /** What is told while training goes on, by the thread that trains. */
    public interface Observer {
        /** Images done and to do, over all replicas and epochs; called once or twice a second. */
        default void progress(long imagesDone, long imagesInAll) {}

        /** @param epoch from 1 */
        default void epochDone(int epoch, List<EpochResult> perReplica) {}
    }

    private static final int MOST_WORDS = 80;
    /** What a variance begins at where the images do not vary: that of rounding to 1/255. */
    private static final double LEAST_VARIANCE = 1 / (12 * 255.0 * 255.0);

    private final Recipe recipe;
    private final List<Replica> replicas;
    private final String trainingData;
    private final DataDigest digest;
    private final String arithmetic;
    private final List<Set<String>> arithmetics = new ArrayList<>(); // of each replica, in the order of their use
    private final int stepsPerEpoch;
    private final Program trainStep;
    private final Session session;
    private final Replay replay;
    private final Evaluator evaluator;
    private final Terms terms;
    private final State state; // as it was at the last stop or end of an epoch; all terms before that are finite
    private final List<List<HistoryRow>> history = new ArrayList<>();
    private final Divergence[] divergences;
    private final Pace pace = new Pace();
    private int step;

    /**
     * Opens a session for these replicas and initialises their parameters from their seeds. A {@link UserError} says what does
     * not fit together.
     */
    public Trainer(Engine engine, Recipe recipe, List<Replica> replicas, Dataset data) {
        int images = data.train().count();
        int testImages = data.test().count();
        if (images < recipe.batch()) {
            throw new UserError("batch " + recipe.batch() + " is more than the " + images + " training images of " + data.name()
                    + "; choose a smaller batch.");
        }
        if (testImages == 0) {
            throw new UserError(
                    data.name() + " has no test images; training needs at least one to evaluate on.");
        }
        stepsPerEpoch = images / recipe.batch();
        if ((long) recipe.epochs() * stepsPerEpoch > Integer.MAX_VALUE) {
            throw new UserError(recipe.epochs() + " epochs of " + stepsPerEpoch
                    + " steps are more than 2147483647 steps; choose fewer epochs.");
        }

        this.recipe = recipe;
        this.replicas = List.copyOf(replicas);
        this.digest = DataDigest.of(data);
        this.arithmetic = engine.arithmetic().replace(';', ',');
        this.trainingData = data.name() + ", " + images + " images"
                + String.format(Locale.ROOT, " with CRC-32 %08x", crc(data.train().images()));
        var vae = new Vae(recipe.model());
        LossForm form = replicas.getFirst().objective().form();
        if (!replicas.stream().allMatch(replica -> replica.objective().form().equals(form))) {
            throw new IllegalArgumentException("replicas of one program need losses of one form");
        }
        boolean clips = replicas.getFirst().clips();
        if (!replicas.stream().allMatch(replica -> replica.clips() == clips)) {
            throw new IllegalArgumentException("replicas of one program clip their gradients all or none");
        }
        if (form.penalty().needsPairs() && recipe.batch() < 2) {
            throw new UserError("batch is 1, but the " + form.penalty().term()
                    + " term compares the images of a minibatch with each other; choose at least 2.");
        }
        if (form.penalty().needsDimensions() && recipe.model().latent() < 2) {
            throw new UserError("latent is 1, but the " + form.penalty().term()
                    + " term is about the dependence between latent dimensions; choose at least 2.");
        }
        trainStep = vae.trainStep(recipe.optimiser(), form, clips, recipe.batch(), images);
        var memory = Memory.of(replicas.size(), trainStep, vae.evaluate(recipe.batch(), testImages));
        for (Tensor tensor : memory.tensors()) {
            if ((long) replicas.size() * tensor.size() > Integer.MAX_VALUE) {
                throw new UserError(replicas.size() + " replicas of " + tensor
                        + " are more than 2147483647 numbers; train fewer of them together.");
            }
        }
        evaluator = new Evaluator(vae, recipe.batch(), testImages, replicas.size());
        terms = new Terms(form, replicas.size(), stepsPerEpoch);
        state = new State(vae, form, recipe.optimiser(), replicas.size());
        divergences = new Divergence[replicas.size()];
        var seen = SessionData.of(recipe.model(), data);
        replay = new Replay(engine, trainStep, recipe.schedule(), stepsPerEpoch, seen);
        for (int r = 0; r < replicas.size(); r++) {
            state.initialise(r, replicas.get(r).seed());
            state.beginAt(seen.get(Split.TRAIN), r, replicas.get(r).seed());
            history.add(new ArrayList<>());
            arithmetics.add(new LinkedHashSet<>(Set.of(arithmetic)));
        }
        if (recipe.decoderBiasFromData()) state.beginAt(data.meanImage(), Math.max(data.meanVariance(), LEAST_VARIANCE));
        session = engine.open(memory, seen);
        try {
            writeState();
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    /**
     * Trains up to the recipe's last epoch, while a replica is left that has not diverged, or until {@code stop} says so (asked
     * about twice a second); false if it was stopped.
     */
    public boolean train(Observer observer, BooleanSupplier stop) {
        while (step < stepsInAll() && anyReplicaIsWell()) {
            if (stop.getAsBoolean()) {
                keepState();
                return false;
            }
            if (step % stepsPerEpoch == 0) writeLearningRates();
            runSteps(pace.next(stepsPerEpoch - step % stepsPerEpoch));
            // an epoch is finished before anybody hears of its last step, as a checkpoint taken then must hold its row of history
            List<EpochResult> results = step % stepsPerEpoch == 0 ? finishEpoch() : List.of();
            observer.progress(imagesIn(step), imagesIn(stepsInAll()));
            if (!results.isEmpty()) observer.epochDone(epoch(), results);
        }
        return true;
    }

    /** Minibatch → encoder → z = μ + σ ⊙ ε → decoder → loss → backward → clip → update → log, so many times for all replicas. */
    private void runSteps(int steps) {
        long start = System.nanoTime();
        session.run(trainStep, steps);
        session.readIntegers(Vae.STEP, new int[replicas.size()]); // waits for the device
        pace.took(steps, (System.nanoTime() - start) * 1e-9);
        step += steps;
    }

    private List<EpochResult> finishEpoch() {
        findBadTerms();
        findOverflows();
        evaluator.run(session);
        var results = new ArrayList<EpochResult>();
        for (int r = 0; r < replicas.size(); r++) {
            results.add(divergences[r] != null ? divergences[r] : resultOf(r, evaluator.of(r)));
        }
        state.readFrom(session, step);
        return results;
    }

    private EpochResult resultOf(int replica, Evaluation test) {
        double nll = Statistics.mean(test.nllOfImages());
        double kl = Statistics.mean(test.klOfImages());
        if (!Double.isFinite(nll)) return diverged(replica, step, "test nll", (float) nll);
        if (!Double.isFinite(kl)) return diverged(replica, step, "test kl", (float) kl);
        var row = new HistoryRow(epoch(), step, terms.means(replica), nll, kl, nll + kl);
        history.get(replica).add(row);
        return row;
    }

    private void findBadTerms() {
        terms.readFrom(session);
        int startOfEpoch = (step - 1) / stepsPerEpoch * stepsPerEpoch;
        for (int r = 0; r < replicas.size(); r++) {
            if (divergences[r] != null) continue;
            Optional<Terms.Bad> bad = terms.firstBad(r, step - startOfEpoch);
            if (bad.isPresent()) diverged(r, startOfEpoch + bad.get().stepOfEpoch(), bad.get().term(), bad.get().value());
        }
    }

    /** Weights that stopped moving make no loss bad. */
    private void findOverflows() {
        state.overflows(session).forEach((r, squares) -> {
            if (divergences[r] == null) divergences[r] = replay.explainOverflow(replicas.get(r), state.only(r), step, squares);
        });
    }

    private Divergence diverged(int replica, int badStep, String term, float value) {
        return divergences[replica] = replay.explain(replicas.get(replica), state.only(replica), badStep, term, value);
    }

    /** Brings the host's copy of the state up to date. */
    private void keepState() {
        if (state.step() == step) return;
        findBadTerms();
        findOverflows();
        state.readFrom(session, step);
    }

    /** Why a replica was given up, if it was; known once its epoch is done or training has been stopped. */
    public Optional<Divergence> divergence(int replica) {
        return Optional.ofNullable(divergences[replica]);
    }

    /**
     * Whether a replica is worth a checkpoint: it has not diverged, and its parameters are finite. A step may spoil them whose
     * own loss was finite still; the loss of the next step, or of the evaluation, tells.
     */
    public boolean isWell(int replica) {
        keepState();
        return divergences[replica] == null && state.isFinite(replica);
    }

    public History history(int replica) {
        return new History(terms.names(), history.get(replica));
    }

    /** Epochs finished. */
    public int epoch() {
        return step / stepsPerEpoch;
    }

    /** Optimiser steps done. */
    public int step() {
        return step;
    }

    /**
     * Parameters, optimiser state, step, history and the terms of the unfinished epoch: all that {@link #restore} needs. Callable
     * before and after {@link #train} and from its observer, for replicas that have not diverged.
     */
    public Checkpoint checkpoint(int replica, Map<String, String> extraMetadata) {
        keepState();
        if (divergences[replica] != null) {
            throw new IllegalStateException(
                    "replica " + replica + " has diverged: " + divergences[replica]);
        }
        var metadata = new TreeMap<String, String>();
        metadata.put(Checkpoint.VERSION, Checkpoint.CURRENT_VERSION);
        metadata.put(Checkpoint.STEP, String.valueOf(step));
        metadata.put(Checkpoint.EPOCH, String.valueOf(epoch()));
        metadata.put(Checkpoint.SEED, String.valueOf(replicas.get(replica).seed()));
        metadata.put(Checkpoint.BATCH, String.valueOf(recipe.batch()));
        metadata.put(Checkpoint.TRAINING, training(replica));
        metadata.put(Checkpoint.TRAIN_DATA, digest.train());
        metadata.put(Checkpoint.TEST_DATA, digest.test());
        metadata.put(Checkpoint.ARITHMETIC, String.join("; ", arithmetics.get(replica)));
        metadata.put(Checkpoint.HISTORY, history(replica).csv());
        extraMetadata.forEach((key, value) -> {
            if (metadata.putIfAbsent(key, value) != null) {
                throw new IllegalArgumentException("the metadata entry " + key + " is the trainer's own");
            }
        });
        Map<String, FloatTensor> tensors = state.tensors(replica);
        terms.putInto(tensors, replica, step % stepsPerEpoch);
        return new Checkpoint("this run", metadata, tensors);
    }

    /**
     * Puts all replicas where these checkpoints stopped, one a replica and all at the same step. A {@link UserError} names a
     * checkpoint that belongs to another training.
     */
    public void restore(List<Checkpoint> checkpoints) {
        restoreEach(checkpoints).values().stream().findFirst().ifPresent(misfit -> {
            throw misfit;
        });
    }

    /**
     * As {@link #restore}, but gives what is wrong with checkpoints, by replica: where anything is, this trainer is of no use,
     * and one of the others alone is to be opened.
     */
    public Map<Integer, UserError> restoreEach(List<Checkpoint> checkpoints) {
        if (checkpoints.size() != replicas.size()) {
            throw new IllegalArgumentException(
                    replicas.size() + " replicas cannot go on from " + checkpoints.size() + " checkpoints");
        }
        if (checkpoints.stream().mapToInt(Checkpoint::step).distinct().count() > 1) {
            throw new IllegalArgumentException("the checkpoints are at different steps");
        }
        var misfits = new TreeMap<Integer, UserError>();
        for (int r = 0; r < replicas.size(); r++) {
            try {
                restore(r, checkpoints.get(r));
            } catch (UserError e) {
                misfits.put(r, e);
            }
        }
        if (!misfits.isEmpty()) return misfits;
        Arrays.fill(divergences, null);
        terms.writeTo(session);
        writeState();
        return misfits;
    }

    private void restore(int r, Checkpoint checkpoint) {
        checkpoint.requireSame(digest);
        String there = checkpoint.entry(Checkpoint.TRAINING), here = training(r);
        if (!there.equals(here)) {
            throw new UserError(checkpoint.origin() + " is the checkpoint of another training: "
                    + difference(there, here)
                    + "; put the right one there, or delete the folder it is in to train again.");
        }
        state.take(r, checkpoint);
        terms.take(r, checkpoint.step() % stepsPerEpoch, checkpoint);
        history.set(r, new ArrayList<>(History
                .parse(terms.names(), checkpoint.entry(Checkpoint.HISTORY), checkpoint.origin() + ", history").rows()));
        arithmetics.get(r).clear();
        if (checkpoint.metadata().get(Checkpoint.ARITHMETIC) instanceof String before) {
            arithmetics.get(r)
                    .addAll(List.of(before.split("; ")));
        }
        arithmetics.get(r).add(arithmetic);
    }

    /** The first words in which two trainings differ; a whole one is far too long to be read. */
    private static String difference(String there, String here) {
        List<String> a = List.of(there.split("(?<=, )|(?<=\\[)")), b = List.of(here.split("(?<=, )|(?<=\\[)"));
        int at = 0;
        while (at < Math.min(a.size(), b.size()) && a.get(at).equals(b.get(at))) at++;
        return words(a, at) + " there, " + words(b, at) + " here";
    }

    private static String words(List<String> parts, int at) {
        String words = at < parts.size() ? parts.get(at).replaceFirst("[,\\[\\] ]+$", "") : "nothing more";
        return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + "…";
    }

    private void writeState() {
        state.writeTo(session);
        step = state.step();
        Replicas.write(replicas, trainStep, stepsPerEpoch, step, session);
        writeLearningRates();
    }

    private void writeLearningRates() {
        Replicas.writeLearningRates(replicas, recipe.schedule(), epoch(), session);
    }

    /** What decides the course of a training; the number of epochs does not. */
    private String training(int replica) {
        return recipe.model() + ", " + recipe.optimiser() + ", batch " + recipe.batch()
                + (recipe.schedule() == LearningRateSchedule.CONSTANT ? ""
                        : ", learning rate in " + recipe.schedule().name().toLowerCase(Locale.ROOT))
                + (recipe.decoderBiasFromData() ? ", decoder bias from data, " : ", ") + replicas.get(replica) + ", "
                + trainingData;
    }

    /** The CRC-32 of all pixels: a training must not go on with other images under the same name. */
    private static long crc(Images images) {
        var crc = new CRC32();
        for (byte[] image : images.pixels()) crc.update(image);
        return crc.getValue();
    }

    private boolean anyReplicaIsWell() {
        return Arrays.stream(divergences).anyMatch(Objects::isNull);
    }

    private int stepsInAll() {
        return recipe.epochs() * stepsPerEpoch;
    }

    private long imagesIn(int steps) {
        return (long) steps * recipe.batch() * replicas.size();
    }

    @Override
    public void close() {
        session.close();
    }
}
