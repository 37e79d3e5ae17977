package tornadovae.train;

import java.util.Arrays;
import tornadovae.engine.Session;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;
import tornadovae.model.Vae;

/** Takes all test images through a session's replicas and keeps what came out of the last pass. */
final class Evaluator {

    private final Program program;
    private final int batches;
    private final int images;
    private final int columns; // of KL
    private final Tensor nllPerImage;
    private final Tensor klPerImage;
    private final int[] zeros;
    private final float[] nll; // [replicas, images]
    private final float[] kl; // [replicas, images, columns]

    Evaluator(Vae vae, int batch, int images, int replicas) {
        this.program = vae.evaluate(batch, images);
        this.batches = Math.ceilDiv(images, batch);
        this.images = images;
        this.nllPerImage = Vae.nllPerImage(images);
        this.klPerImage = vae.klPerImage(images);
        this.columns = klPerImage.columns();
        this.zeros = new int[replicas];
        this.nll = new float[replicas * images];
        this.kl = new float[replicas * images * columns];
    }

    Program program() {
        return program;
    }

    void run(Session session) {
        session.writeIntegers(Vae.CURSOR, zeros);
        session.run(program, batches);
        session.read(nllPerImage, nll);
        session.read(klPerImage, kl);
    }

    /** The last pass of one replica. */
    Evaluation of(int replica) {
        float[][] perDimension = new float[images][];
        for (int i = 0; i < images; i++) {
            int row = (replica * images + i) * columns;
            perDimension[i] = Arrays.copyOfRange(kl, row, row + columns);
        }
        return new Evaluation(Arrays.copyOfRange(nll, replica * images, (replica + 1) * images), perDimension);
    }
}
