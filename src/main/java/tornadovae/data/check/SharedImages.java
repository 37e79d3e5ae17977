package tornadovae.data.check;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Optional;
import tornadovae.data.Dataset;

/** Test images that were trained on, which make the test loss better than it is. */
final class SharedImages {

    private SharedImages() {}

    static Optional<String> of(Dataset data, Source source) {
        var trained = new HashMap<ByteBuffer, Integer>();
        byte[][] train = data.train().images().pixels(), test = data.test().images().pixels();
        for (int i = 0; i < train.length; i++) {
            if (Grey.span(train[i]) > 0) trained.putIfAbsent(ByteBuffer.wrap(train[i]), i);
        }
        int shared = 0, first = -1;
        for (int i = 0; i < test.length; i++) {
            if (!trained.containsKey(ByteBuffer.wrap(test[i]))) continue;
            if (first < 0) first = i;
            shared++;
        }
        if (first < 0) return Optional.empty();
        return Optional.of(("%s is a copy of %s, with which the model trains, as %s of %d test images %s of some: what is "
                + "measured on them is not about new images; take them out of one half.")
                .formatted(source.name(Half.TEST, first), source.name(Half.TRAIN, trained.get(ByteBuffer.wrap(test[first]))),
                        shared == 1 ? "1" : String.valueOf(shared), test.length, shared == 1 ? "is" : "are"));
    }
}
