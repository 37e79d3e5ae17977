package tornadovae.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import tornadovae.file.Sha256;

/**
 * What a data set consists of, each half as how many images it has and the SHA-256 of their pixels, labels and true factors. Two
 * data sets with one name may differ: files are replaced, and nodes of a cluster have copies of their own.
 *
 * @param train of the training images, such as {@code 60000 images, sha256 0123…}
 * @param test  of the test images
 */
public record DataDigest(String train, String test) {

    /** The digest of images that nobody has looked at: it differs from none. */
    public static final DataDigest UNKNOWN = new DataDigest("", "");

    private static final int SHOWN = 12;
    private static final Map<Dataset, DataDigest> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    /** The digest of a data set that is in memory; it is computed once for each. */
    public static DataDigest of(Dataset data) {
        return KNOWN.computeIfAbsent(data, _ -> new DataDigest(of(data, data.train()), of(data, data.test())));
    }

    private static String of(Dataset data, Part part) {
        MessageDigest sha = Sha256.begin();
        sha.update(numbers(data.width(), data.height(), part.count(), part.labels().length, part.factors().length));
        for (byte[] image : part.images().pixels()) sha.update(image);
        sha.update(numbers(part.labels()));
        for (float[] factors : part.factors()) {
            int[] bits = new int[factors.length];
            for (int f = 0; f < bits.length; f++) bits[f] = Float.floatToIntBits(factors[f]);
            sha.update(numbers(bits));
        }
        return part.count() + " images, sha256 " + HexFormat.of().formatHex(sha.digest());
    }

    private static byte[] numbers(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    /** Reads what {@link #toMap} wrote; empty for anything else. */
    public static Optional<DataDigest> parse(Object map) {
        return map instanceof Map<?, ?> halves && halves.get("train") instanceof String train
                && halves.get("test") instanceof String test
                        ? Optional.of(new DataDigest(train, test)) : Optional.empty();
    }

    /** For JSON. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("train", train);
        map.put("test", test);
        return map;
    }

    /**
     * That two are not the same.
     *
     * @param half  of the data set: training or test
     * @param then  what those images were
     * @param found what they are now
     */
    public record Difference(String half, String then, String found) {

        /** The sentence that refuses what was trained on the images of then. It stays true when it is read later. */
        public String refusal(Object trained) {
            return trained + " was trained on other images: its " + half + " images are " + then + ", and those found are "
                    + found + "; put its own back and run the same command again, give another folder with --out, or "
                    + "train again with --retrain.";
        }

        /** Half a sentence. */
        @Override
        public String toString() {
            return "the " + half + " images are " + then + " there and " + found + " here";
        }
    }

    /** What is other images now than it was there; empty where nothing is, or is known. */
    public Optional<Difference> difference(DataDigest now) {
        if (equals(UNKNOWN) || now.equals(UNKNOWN)) return Optional.empty();
        if (!train.equals(now.train)) return Optional.of(new Difference("training", brief(train), brief(now.train)));
        if (!test.equals(now.test)) return Optional.of(new Difference("test", brief(test), brief(now.test)));
        return Optional.empty();
    }

    /** Whether the test halves can be compared: a command may have taken the first of them only. */
    public boolean hasAsManyTestImagesAs(DataDigest other) {
        return test.substring(0, test.indexOf(' ') + 1).equals(other.test.substring(0, other.test.indexOf(' ') + 1));
    }

    /** As much as tells one from another. */
    private static String brief(String half) {
        int hex = half.lastIndexOf(' ') + 1;
        return half.length() <= hex + SHOWN ? half : half.substring(0, hex + SHOWN) + "…";
    }
}
