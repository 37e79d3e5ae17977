package tornadovae.train;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;
import tornadovae.math.GaussianMixture;
import tornadovae.math.Philox;
import tornadovae.model.Parameter;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;
import tornadovae.model.Variance;

/** A model out of a checkpoint, for pictures and metrics. It belongs to one thread at a time. */
public final class TrainedModel implements AutoCloseable {

    /** Rows that are decoded or encoded at once. Fixed, so that results do not depend on how many are asked for. */
    private static final int BATCH = 100;

    /** More than any data set has, so that draws of an image do not share their noise. */
    private static final int MOST_BATCHES = 10_000_001;

    private final Engine engine;
    private final Vae vae;
    private final State state;
    private final int seed;
    private final Map<Split, Images> images;
    private final Program decode;
    private final Program sample;
    private final Program encodeTrain;
    private final Program encodeTest;
    private final Evaluator evaluator;
    private final int batch;
    private final Optional<GaussianMixture> prior;
    private final Session session;

    private TrainedModel(Engine engine, VaeSpec spec, Checkpoint checkpoint, Map<Split, Images> images) {
        this.engine = engine;
        this.vae = new Vae(spec);
        for (Parameter p : vae.parameters()) checkpoint.weights(p.name(), p.shape());   // before memory is taken for them
        this.state = new State(vae, 1);
        state.take(0, checkpoint);
        this.seed = checkpoint.integer(Checkpoint.SEED);
        this.batch = checkpoint.integer(Checkpoint.BATCH);
        this.images = images;
        decode = vae.decode(BATCH);
        sample = vae.sample(BATCH);
        Memory memory;
        if (images.isEmpty()) {
            encodeTrain = encodeTest = null;
            evaluator = null;
            memory = Memory.of(1, decode, sample);
        } else {
            encodeTrain = vae.encode(Split.TRAIN, BATCH, images.get(Split.TRAIN).count());
            encodeTest = vae.encode(Split.TEST, BATCH, images.get(Split.TEST).count());
            evaluator = new Evaluator(vae, batch, images.get(Split.TEST).count(), 1);
            memory = Memory.of(1, decode, sample, encodeTrain, encodeTest, evaluator.program());
        }
        prior = spec.prior().isLearned() ? Optional.of(learnedPrior()) : Optional.empty();
        session = state.open(engine, memory, images);
    }

    /**
     * @param spec the architecture the checkpoint was trained with; a {@link UserError} names a tensor that does not fit
     * @param data the images to encode and evaluate, at least one in each part; null for a model that only decodes
     */
    public static TrainedModel open(Engine engine, VaeSpec spec, Checkpoint checkpoint, Dataset data) {
        return new TrainedModel(engine, spec, checkpoint, data == null ? Map.of() : SessionData.of(spec, data));
    }

    public VaeSpec spec() {
        return vae.spec();
    }

    /**
     * The mean of p(x|z).
     *
     * @param z {@code [n][latent]}
     * @return {@code [n][pixels]}, in [0, 1] for a Bernoulli decoder
     */
    public float[][] decode(float[][] z) {
        return decode(session, z, decode, vae.mean(BATCH));
    }

    /**
     * The log-variance of p(x|z) of a Gaussian decoder, nats, before it is clamped. It takes memory of its own while it works.
     *
     * @param z {@code [n][latent]}
     * @return {@code [n][pixels]}
     */
    public float[][] decodeLogVariance(float[][] z) {
        if (spec().isIsotropic()) return isotropic(z.length);
        Program program = vae.decodeLogVariance(BATCH);
        try (Session own = state.open(engine, Memory.of(1, program), Map.of())) {
            return decode(own, z, program, vae.logVariance(BATCH));
        }
    }

    private float[][] isotropic(int rows) {
        float[] logVar = new float[spec().pixels()];
        Arrays.fill(logVar, (float) Math.log(sigma2()));
        return Collections.nCopies(rows, logVar).toArray(float[][]::new);
    }

    /** The prior where it is learned; empty for a standard normal. */
    public Optional<GaussianMixture> prior() {
        return prior;
    }

    private GaussianMixture learnedPrior() {
        Tensor components = vae.components();
        float[] values = new float[components.size()];
        Optional<Program> program = vae.priorComponents();
        if (program.isEmpty()) state.read(components, values);
        else {
            try (Session own = state.open(engine, Memory.of(1, program.get()), Map.of())) {
                own.run(program.get(), 1);
                own.read(components, values);
            }
        }
        int d = spec().latent(), k = components.rows();
        double[][] mu = new double[k][d], logVar = new double[k][d];
        for (int e = 0; e < values.length; e++) {
            (e % (2 * d) < d ? mu : logVar)[e / (2 * d)][e % d] = values[e];
        }
        return new GaussianMixture(mu, logVar);
    }

    /** σ² of all pixels of a Gaussian decoder that has one, as it computes with it: not below the clamp. */
    public double sigma2() {
        if (!spec().isIsotropic()) throw new IllegalStateException("the model has no variance for all pixels: " + spec());
        return spec().variance().kind() == Variance.Kind.FIXED ? spec().variance().sigma2()
                : Math.exp(Math.max(state.logVariance(), spec().minLogVar()));
    }

    /** A draw from p(x|z) for every row of z: {@code [n][latent]} → {@code [n][pixels]}. */
    public float[][] sample(float[][] z, int seed) {
        restart(seed);
        return decode(session, z, sample, vae.sampled(BATCH));
    }

    /** q(z|x) of the first {@code count} images of a split, or of all if there are fewer. */
    public Codes encode(Split split, int count) {
        int n = Math.min(count, requireData().get(split).count());
        int d = spec().latent();
        float[][] mu = new float[n][];
        float[][] logVar = new float[n][];
        float[] code = new float[BATCH * 2 * d];
        restart(seed);
        for (int first = 0; first < n; first += BATCH) {
            session.run(split == Split.TRAIN ? encodeTrain : encodeTest, 1);
            session.read(vae.code(BATCH), code);
            for (int i = first; i < Math.min(first + BATCH, n); i++) {
                int row = (i - first) * 2 * d;
                mu[i] = Arrays.copyOfRange(code, row, row + d);
                logVar[i] = Arrays.copyOfRange(code, row + d, row + 2 * d);
            }
        }
        return new Codes(mu, logVar);
    }

    /** The loss of every test image, with the seed and the minibatches of the training: the same numbers as at the end of it. */
    public Evaluation evaluate() {
        requireData();
        restart(seed);
        evaluator.run(session);
        return evaluator.of(0);
    }

    /**
     * As {@link #evaluate()}, of other images, such as some that it was trained on. It takes memory of its own while it works.
     *
     * @param others as the model sees them: {@link #images}
     */
    public Evaluation evaluate(Images others) {
        var itsOwn = new Evaluator(vae, batch, others.count(), 1);
        var memory = Memory.of(1, itsOwn.program());
        try (Session own = state.open(engine, memory, Map.of(Split.TRAIN, others, Split.TEST, others))) {
            own.writeIntegers(Vae.SEED, new int[] {seed});
            itsOwn.run(own);
            return itsOwn.of(0);
        }
    }

    /**
     * A draw z = μ + σ ε from q(z|x) of one image, [latent]. Draw 0 is the one of {@link #evaluate(Images)}, where pixels are not
     * binarised anew at every presentation; the others are other numbers of the same stream.
     *
     * @param codes of the images from the first one on
     * @param image from 0
     * @param draw  from 0
     */
    public float[] draw(Codes codes, int image, int draw) {
        int d = spec().latent();
        float[] z = new float[d];
        for (int j = 0; j < d; j++) {
            float epsilon = Philox.normal(seed, Philox.Stream.EVALUATION, image / batch + draw * MOST_BATCHES,
                    image % batch * d + j);
            z[j] = (float) (codes.mu()[image][j] + Math.exp(codes.logVar()[image][j] / 2) * epsilon);
        }
        return z;
    }

    /**
     * log p(x) of the first {@code count} test images, or of all if there are fewer, estimated by importance sampling with the
     * seed of the training; binarised as in it. It takes memory of its own while it works.
     *
     * @param samples numbers of samples an image, ascending, from 1 to {@link ImportanceEstimates#MOST_SAMPLES}; the draws of a
     * smaller number are the first of a larger one
     * @param progress is told how many of images · (largest number) draws are done
     */
    public ImportanceEstimates importance(int[] samples, int count, LongConsumer progress) {
        int n = Math.min(count, requireData().get(Split.TEST).count());
        try (var sampler = new ImportanceSampler(engine, vae, state, seed, images)) {
            return sampler.estimate(samples, n, progress);
        }
    }

    /** The exact derivative of {@link #decode}. It takes memory of its own until it is closed. */
    public DecoderJacobian jacobian() {
        return new DecoderJacobian(engine, vae, state);
    }

    /** The images of a split as the model sees them, before any dynamic binarisation. */
    public Images images(Split split) {
        return requireData().get(split);
    }

    /** The seed of the training. */
    public int seed() {
        return seed;
    }

    private float[][] decode(Session session, float[][] z, Program program, Tensor result) {
        float[][] decoded = new float[z.length][];
        float[] in = new float[BATCH * spec().latent()];
        float[] out = new float[BATCH * spec().pixels()];
        for (int first = 0; first < z.length; first += BATCH) {
            int rows = Math.min(BATCH, z.length - first);
            Arrays.fill(in, 0); // the rows that pad the last minibatch
            for (int i = 0; i < rows; i++) {
                if (z[first + i].length != spec().latent()) {
                    throw new IllegalArgumentException("the model has " + spec().latent() + " latent dimensions, found a z of "
                            + z[first + i].length);
                }
                System.arraycopy(z[first + i], 0, in, i * spec().latent(), spec().latent());
            }
            session.write(vae.z(BATCH), in);
            session.run(program, 1);
            session.read(result, out);
            for (int i = 0; i < rows; i++) {
                decoded[first + i] = Arrays.copyOfRange(out, i * spec().pixels(), (i + 1) * spec().pixels());
            }
        }
        return decoded;
    }

    private void restart(int seed) {
        session.writeIntegers(Vae.SEED, new int[] {seed});
        session.writeIntegers(Vae.CURSOR, new int[] {0});
    }

    private Map<Split, Images> requireData() {
        if (images.isEmpty()) throw new IllegalStateException("the model was opened without images");
        return images;
    }

    @Override
    public void close() {
        session.close();
    }
}
