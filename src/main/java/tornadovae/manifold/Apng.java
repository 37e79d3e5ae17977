package tornadovae.manifold;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import tornadovae.UserError;
import tornadovae.file.AtomicFile;

/**
 * Animated PNG files that play for ever, grey or RGB (PNG, third edition, W3C 2025, section 11.3.4). What knows only still
 * pictures shows the first frame. The same frames and text give the same bytes.
 */
public final class Apng {

    private static final int SIGNATURE = 8;

    /** A piece of a PNG file: length, type, data, checksum of type and data. */
    private record Chunk(String type, byte[] data) {}

    private Apng() {}

    /**
     * Writes an animation, whole or not at all.
     *
     * @param frames      pictures of one size and one number of channels, at least one
     * @param delayMillis how long a frame is shown, 20 … 60 000 ms
     * @param holdMillis  how long the last frame is shown before the animation starts again
     * @param text        as in {@link Png#write}
     * @param dpi         as in {@link Png#bytes}
     * @throws UserError with exit code 1 when the file cannot be written
     */
    public static void write(Path target, List<Picture> frames, int delayMillis, int holdMillis, Map<String, String> text,
            double dpi) {
        if (frames.isEmpty()) throw new UserError("An animation needs at least one frame, found none.");
        Picture first = frames.getFirst();
        for (Picture frame : frames) {
            if (frame.channels() != first.channels() || frame.width() != first.width() || frame.height() != first.height()) {
                throw new IllegalArgumentException("the frames of an animation must be of one size and one number of channels");
            }
        }
        for (int millis : new int[] {delayMillis, holdMillis}) {
            if (millis < 20 || millis > 60_000) {
                throw new UserError(
                        "A frame is shown for 20 to 60000 milliseconds, found " + millis + ".");
            }
        }
        AtomicFile.write(target, out -> write(out, frames, delayMillis, holdMillis, text, dpi));
    }

    private static void write(OutputStream out, List<Picture> frames, int delay, int hold, Map<String, String> text, double dpi)
            throws IOException {
        byte[] first = Png.bytes(frames.getFirst(), text, dpi);
        var file = new DataOutputStream(out);
        file.write(first, 0, SIGNATURE);
        int sequence = 0;
        for (Chunk chunk : chunks(first)) {
            if (chunk.type.equals("IDAT") && sequence == 0) {
                // 0 plays: for ever
                write(file, new Chunk("acTL", ByteBuffer.allocate(8).putInt(frames.size()).putInt(0).array()));
                write(file, control(sequence++, frames.getFirst(), frames.size() == 1 ? hold : delay));
            }
            if (!chunk.type.equals("IEND")) write(file, chunk);
        }
        for (int i = 1; i < frames.size(); i++) {
            write(file, control(sequence++, frames.get(i), i == frames.size() - 1 ? hold : delay));
            for (Chunk chunk : chunks(Png.bytes(frames.get(i), Map.of(), 0))) {
                if (chunk.type.equals("IDAT")) {
                    write(file,
                            new Chunk("fdAT",
                                    ByteBuffer.allocate(4 + chunk.data.length).putInt(sequence++).put(chunk.data).array()));
                }
            }
        }
        write(file, new Chunk("IEND", new byte[0]));
        file.flush();
    }

    /**
     * A frame that covers the whole picture and replaces what was there: sequence, width, height, x, y, delay in 1/1000 s,
     * disposal 0, blending 0.
     */
    private static Chunk control(int sequence, Picture frame, int millis) {
        return new Chunk("fcTL", ByteBuffer.allocate(26).putInt(sequence).putInt(frame.width()).putInt(frame.height()).putInt(0)
                .putInt(0).putShort((short) millis).putShort((short) 1000).array());
    }

    private static List<Chunk> chunks(byte[] png) {
        var chunks = new ArrayList<Chunk>();
        var buffer = ByteBuffer.wrap(png);
        for (int at = SIGNATURE; at < png.length; at += 12 + buffer.getInt(at)) {
            chunks.add(new Chunk(new String(png, at + 4, 4, StandardCharsets.US_ASCII),
                    Arrays.copyOfRange(png, at + 8, at + 8 + buffer.getInt(at))));
        }
        return chunks;
    }

    private static void write(DataOutputStream file, Chunk chunk) throws IOException {
        byte[] type = chunk.type.getBytes(StandardCharsets.US_ASCII);
        var checksum = new CRC32();
        checksum.update(type);
        checksum.update(chunk.data);
        file.writeInt(chunk.data.length);
        file.write(type);
        file.write(chunk.data);
        file.writeInt((int) checksum.getValue());
    }
}
