package tornadovae.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tornadovae.math.Philox;

/** Turns whole inputs into damaged and hostile ones. Input number {@code i} of a seed is the same on every machine. */
final class Mutator {

    private static final int LONGEST = 1 << 16;
    private static final long[] NUMBERS = {0, -1, 1, 127, 128, 255, 256, 4096, 32_767, 65_535, Integer.MAX_VALUE,
            Integer.MIN_VALUE, 1L << 31, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, 100_000_000};
    private static final List<String> DECIMALS = List.of("0", "-1", "1", "-0", "2147483647", "-2147483648", "4294967296",
            "9223372036854775807", "10000000000000000000", "1e999", "1e-999", "NaN", ".inf", "0.5", "1" + "0".repeat(400), "0x10",
            "1_0", "65536", "4096");
    private static final List<String> WORDS = List.of("../", "/etc/passwd", "..\\", "%2e%2e%2f", "\0", "\u001b[31m", "\u202e",
            "\r\n", "\t", "- ", ": ", ", ", "{", "}", "[", "]", "\"", "'", "#", "&a ", "*a", "<<: ", "!!int ", "!!float ",
            "!!binary ", "---\n", "...\n", "%YAML 9.9\n", "? ", "| ", ">\n", "null", "true", "~", "{}", "[]", "[".repeat(3000),
            "{\"a\":".repeat(3000), "{a: ".repeat(3000), "x".repeat(5000), "ä€\ud83d\ude00", "\\u0000", "\\ud800",
            ":".repeat(2000), "- ".repeat(2000), "&a [".repeat(500));
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    /** Where most formats keep their sizes. */
    private static final int HEAD = 32;

    private final List<byte[]> corpus;
    private final int seed, input;
    private int drawn;

    private Mutator(List<byte[]> corpus, int seed, int input) {
        this.corpus = corpus;
        this.seed = seed;
        this.input = input;
    }

    /** Input number {@code input}: one of the corpus with one to eight changes. */
    static byte[] input(List<byte[]> corpus, int seed, int input) {
        return new Mutator(corpus, seed, input).make();
    }

    private byte[] make() {
        byte[] bytes = any(corpus);
        int changes = 1 << below(4);
        for (int i = 0; i < changes; i++) {
            bytes = changed(bytes);
            if (bytes.length > LONGEST) bytes = Arrays.copyOf(bytes, LONGEST);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        int at = below(bytes.length + 1);
        return switch (below(11)) {
            case 0 -> with(bytes, at, b -> (byte) (b ^ 1 << below(8)));
            case 1 -> with(bytes, at, _ -> (byte) below(256));
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> replaced(bytes, at, at, random(1 + below(16)));
            case 4 -> replaced(bytes, at, at, text(any(WORDS)));
            case 5 -> replaced(bytes, at, at,
                    repeated(Arrays.copyOfRange(bytes, at, end(bytes, at)), below(8) == 0 ? 1000 : 1 + below(3)));
            case 6 -> {
                byte[] other = any(corpus);
                yield replaced(bytes, at, bytes.length, Arrays.copyOfRange(other, below(other.length + 1), other.length));
            }
            case 7 -> number(bytes, below(2) == 0 ? below(Math.min(HEAD, bytes.length) + 1) & ~3 : at);
            case 8, 9 -> decimal(bytes);
            default -> replaced(bytes, at, end(bytes, at), new byte[0]);
        };
    }

    private int end(byte[] bytes, int at) {
        return Math.min(bytes.length, at + 1 + below(below(4) == 0 ? 200 : 20));
    }

    /** Overwrites bytes with a number of 1, 2, 4 or 8 bytes. */
    private byte[] number(byte[] bytes, int at) {
        ByteBuffer eight = ByteBuffer.allocate(8);
        int width = 1 << below(4);
        long value = NUMBERS[below(NUMBERS.length)];
        if (below(2) == 0) eight.order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        else eight.putLong(value << 8 * (8 - width));
        byte[] changed = bytes.clone();
        System.arraycopy(eight.array(), 0, changed, at, Math.min(width, bytes.length - at));
        return changed;
    }

    /** Replaces a number that stands in text. */
    private byte[] decimal(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher number = NUMBER.matcher(text);
        if (!number.find(below(bytes.length + 1)) && !number.find(0)) return bytes;
        return replaced(bytes, number.start(), number.end(), text(any(DECIMALS)));
    }

    private static byte[] repeated(byte[] chunk, int times) {
        byte[] all = new byte[chunk.length * times];
        for (int i = 0; i < times; i++) System.arraycopy(chunk, 0, all, i * chunk.length, chunk.length);
        return all;
    }

    private byte[] random(int length) {
        byte[] random = new byte[length];
        for (int i = 0; i < length; i++) random[i] = (byte) below(256);
        return random;
    }

    @FunctionalInterface
    private interface Change {
        byte of(byte old);
    }

    private static byte[] with(byte[] bytes, int at, Change change) {
        if (at == bytes.length) return bytes;
        byte[] changed = bytes.clone();
        changed[at] = change.of(changed[at]);
        return changed;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] changed = Arrays.copyOf(bytes, from + by.length + bytes.length - to);
        System.arraycopy(by, 0, changed, from, by.length);
        System.arraycopy(bytes, to, changed, from + by.length, bytes.length - to);
        return changed;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private <T> T any(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    private int below(int bound) {
        return Integer.remainderUnsigned(Philox.word(seed, Philox.Stream.DATA, input, drawn++), bound);
    }
}
