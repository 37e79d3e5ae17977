package tornadovae.engine.tornado;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tornadovae.engine.Engine;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.Session;
import tornadovae.engine.choice.Engines;
import tornadovae.graph.Activation;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;
import tornadovae.math.Philox;
import tornadovae.model.Binarize;
import tornadovae.model.Initialisation;
import tornadovae.model.Likelihood;
import tornadovae.model.LossForm;
import tornadovae.model.LossWeights;
import tornadovae.model.Optimiser;
import tornadovae.model.Parameter;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;

/** A model on made-up images, small enough that what the engine does around its kernels is what takes time. */
final class SmallVae {

    static final int IMAGES = 300;
    static final int BATCH = 50;
    static final int STEPS_AN_EPOCH = IMAGES / BATCH;

    static final Vae VAE = new Vae(new VaeSpec(64, List.of(48), 2, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8));
    static final Program TRAIN = VAE.trainStep(Optimiser.ADAM, LossForm.BETA_VAE, BATCH, IMAGES);

    private SmallVae() {}

    /** @param settings lines of a file of {@code tornado-config/}, which is written into the folder */
    static Engine engine(Path folder, String settings) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "settings", ".properties"), settings + "\n");
        return Engines.choose(new EngineRequest("tornado", 1, List.of(), OptionalLong.empty(), Optional.of(file.toString())))
                .engine();
    }

    static void prepare(Session session, int replicas) {
        var seeds = new int[replicas];
        var rates = new float[replicas];
        var betas = new float[replicas];
        for (int r = 0; r < replicas; r++) {
            seeds[r] = r + 1;
            rates[r] = 1e-3f;
            betas[r] = 1 + r;
        }
        session.writeIntegers(Vae.SEED, seeds);
        session.write(Vae.LEARNING_RATE, rates);
        session.write(LossWeights.BETA, betas);
        for (Tensor tensor : VAE.parameterTensors()) {
            var values = new float[replicas * tensor.size()];
            for (int r = 0; r < replicas; r++) {
                int number = 0;
                for (Parameter p : VAE.parameters()) {
                    if (p.tensor().equals(tensor)) Initialisation.glorot(p, number, seeds[r], values, r * tensor.size());
                    number++;
                }
            }
            session.write(tensor, values);
        }
    }

    static Map<Split, Images> images() {
        var pixels = new byte[IMAGES][64];
        for (int i = 0; i < pixels.length; i++) {
            for (int j = 0; j < 64; j++) {
                pixels[i][j] =
                        (byte) ((i + j) % 7 < 3 ? 255 : Philox.word(5, Philox.Stream.DATA, i, j) & 0xFF);
            }
        }
        var images = new Images(64, pixels);
        return Map.of(Split.TRAIN, images, Split.TEST, images);
    }
}
