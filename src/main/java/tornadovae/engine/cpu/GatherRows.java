package tornadovae.engine.cpu;

import java.util.Arrays;
import java.util.Set;
import tornadovae.graph.Gather;
import tornadovae.graph.Images;
import tornadovae.graph.Tensor;
import tornadovae.math.Permutation;

/** The minibatch: {@link Gather}, one part a row tile. */
final class GatherRows extends Work {

    /** One epoch's order, kept from step to step. */
    private record Order(int seed, int epoch, Permutation permutation) {}

    private final Gather op;
    private final Images images;
    private final Buffer seed;
    private final Buffer cursor;
    private final Buffer x;
    private final Order[] order;

    GatherRows(Gather op, Images images, Storage storage) {
        super("Gather", Set.copyOf(op.reads()), Set.of(op.x()));
        if (images == null || images.count() != op.images() || images.columns() != op.x().columns()) {
            throw new IllegalArgumentException(op.split() + " must hold " + op.images() + " images of " + op.x().columns()
                    + " pixels, but is " + (images == null ? "not there" : images.count() + " of " + images.columns()));
        }
        this.op = op;
        this.images = images;
        seed = storage.of(op.seed());
        cursor = storage.of(op.cursor());
        x = storage.of(op.x());
        order = new Order[storage.replicas()];
    }

    @Override
    int parts() {
        return rowParts(op.x().rows());
    }

    @Override
    int tiledRows() {
        return op.x().rows();
    }

    @Override
    boolean rowLocal(Tensor tensor) {
        return tensor.equals(op.x());
    }

    @Override
    void run(int replica, int part, Scratch scratch) {
        int batch = op.x().rows(), pixels = op.x().columns(), step = cursor.integers[replica][0];
        int first = firstRow(batch, part), last = firstRow(batch, part + 1);
        boolean shuffled = op.order() == Gather.Order.SHUFFLED;
        Permutation permutation = shuffled ? permutation(replica, seed.integers[replica][0], step / op.batches()) : null;
        int start = shuffled ? step % op.batches() * batch : step * batch;
        float[] to = x.values[replica];
        for (int i = first; i < last; i++) {
            int index = shuffled ? permutation.at(start + i) : start + i;
            for (int pixel = 0; pixel < pixels; pixel += Lanes.PANEL) {
                int at = x.index(i, pixel), width = x.width(pixel);
                if (index < images.count()) Kernels.PIXELS.decode(images.pixels()[index], pixel, width, to, at);
                else Arrays.fill(to, at, at + width, 0);
            }
        }
    }

    private Permutation permutation(int replica, int seed, int epoch) {
        Order known = order[replica];
        if (known == null || known.seed != seed || known.epoch != epoch) {
            order[replica] =
                    known = new Order(seed, epoch, new Permutation(op.images(), seed, epoch));
        }
        return known.permutation;
    }
}
