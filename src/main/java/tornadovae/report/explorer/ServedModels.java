package tornadovae.report.explorer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tornadovae.engine.Engine;
import tornadovae.manifold.Picture;
import tornadovae.model.VaeSpec;
import tornadovae.train.TrainedModel;

/** Decodes for pages: one request at a time, with the models that were asked for last kept open. */
final class ServedModels implements AutoCloseable {

    /** Bytes before the codes of a request: model, show and seed, 4 each. */
    static final int HEAD = 12;

    private static final int MOST_OPEN = 3;
    private static final int MOST_CODES = 1024;
    private static final long MOST_PIXELS = 1 << 24;

    /** A request that is not understood; its message goes to the page. */
    static final class BadRequest extends Exception {
        BadRequest(String message) {
            super(message, null, false, false);
        }
    }

    private final Explorer explorer;
    private final Engine engine;
    private final Map<Integer, TrainedModel> open = new LinkedHashMap<>(16, 0.75f, true);

    ServedModels(Explorer explorer, Engine engine) {
        this.explorer = explorer;
        this.engine = engine;
    }

    /** No request is larger. */
    static int mostBytes() {
        return HEAD + Float.BYTES * 4096 * 64;
    }

    /**
     * @param body little endian: the model's place in {@code data.models}, 0 for the mean of p(x|z) or 1 for a draw, the draw's
     * seed, all int32; then float32 codes {@code [n][latent]}, n from 1 to 1024
     * @return grey bytes {@code [n][height · width]}, as {@link Picture#grey}
     */
    synchronized byte[] decode(byte[] body) throws BadRequest {
        if (body.length < HEAD) throw new BadRequest("a request has a head of " + HEAD + " bytes");
        ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        int number = in.getInt(), show = in.getInt(), seed = in.getInt();
        if (number < 0 || number >= explorer.models().size()) throw new BadRequest("there is no such model");
        if (show != 0 && show != 1) throw new BadRequest("show is 0 or 1");
        TrainedModel model = model(number);
        VaeSpec spec = model.spec();
        int row = Float.BYTES * spec.latent();
        int n = in.remaining() / row;
        if (in.remaining() % row != 0 || n < 1 || n > MOST_CODES || (long) n * spec.pixels() > MOST_PIXELS) {
            throw new BadRequest("from 1 to " + MOST_CODES + " codes are decoded at once");
        }
        float[][] z = new float[n][spec.latent()];
        for (float[] code : z) {
            for (int d = 0; d < code.length; d++) {
                code[d] = in.getFloat();
                if (!Float.isFinite(code[d])) throw new BadRequest("codes are finite");
            }
        }
        float[][] images = show == 0 ? model.decode(z) : model.sample(z, seed);
        byte[] grey = new byte[n * spec.pixels()];
        for (int i = 0; i < n; i++) {
            System.arraycopy(Picture.grey(spec.pixels(), 1, images[i], 0).pixels(), 0, grey, i * spec.pixels(), spec.pixels());
        }
        return grey;
    }

    private TrainedModel model(int number) {
        TrainedModel model = open.get(number);
        if (model != null) return model;
        if (open.size() == MOST_OPEN) {
            Optional<Integer> eldest = open.keySet().stream().findFirst();
            open.remove(eldest.orElseThrow()).close();
        }
        model = explorer.cell(number).open(engine, null);
        open.put(number, model);
        return model;
    }

    @Override
    public synchronized void close() {
        open.values().forEach(TrainedModel::close);
        open.clear();
    }
}
