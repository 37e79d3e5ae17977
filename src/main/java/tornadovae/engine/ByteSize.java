package tornadovae.engine;

import java.util.Locale;
import java.util.regex.Pattern;

/** Amounts of memory as users write and read them; a GB is 1024³ bytes, as for {@code -Xmx}. */
public final class ByteSize {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?) ?([KMGT])i?B?", Pattern.CASE_INSENSITIVE);

    private ByteSize() {}

    /**
     * The bytes of a size such as {@code 512MB} or {@code 1.5GB}.
     *
     * @throws IllegalArgumentException with half a sentence, for a caller who knows where the text stood
     */
    public static long parse(String text) {
        var size = SIZE.matcher(text);
        double bytes = size.matches()
                ? Double.parseDouble(size.group(1)) * (1L << 10 * (1 + "KMGT".indexOf(size.group(2).toUpperCase(Locale.ROOT))))
                : 0;
        if (bytes < 1 << 20 || bytes > 0x1p50) {
            throw new IllegalArgumentException(
                    "must be a size from 1MB on such as 512MB or 8GB, found '" + text + "'");
        }
        return (long) bytes;
    }

    /** For instance {@code 1.5 GiB} or {@code 64 KiB}. */
    public static String text(long bytes) {
        if (bytes >= 1 << 30) return String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
        return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
    }
}
