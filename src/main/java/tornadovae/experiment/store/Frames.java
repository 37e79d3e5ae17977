package tornadovae.experiment.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import tornadovae.UserError;
import tornadovae.experiment.config.Configuration;
import tornadovae.file.AtomicFile;
import tornadovae.file.UserFile;
import tornadovae.manifold.Gif;
import tornadovae.manifold.Picture;

/**
 * The frames of training.gif, one an epoch, kept on the disk as plain PGM files until the animation is made, so that a run that
 * was killed goes on with the same ones. Behind its pixels each has their CRC-32, which viewers pass over.
 *
 * @param path the folder for them
 * @param epochs of the whole training
 */
public record Frames(Path path, int epochs) {

    private static final Pattern NAME = Pattern.compile("\\d{6}\\.pgm(\\.part-\\d+-\\d+)?");
    private static final int MOST = 200;
    /** No picture has more bytes, and a short header. */
    private static final long MOST_BYTES = (1 << 28) + 64;
    private static final int MILLIS = 150;
    private static final int HOLD_MILLIS = 1500;

    /** @param cell the folder of a cell */
    public static Frames of(Path cell, Configuration configuration) {
        return new Frames(cell.resolve("frames"), configuration.whole("training.epochs"));
    }

    /** Whether an epoch, from 1, is shown: every one, or every few of very many, and the last. */
    public boolean shows(int epoch) {
        return epoch == epochs || epoch % Math.ceilDiv(epochs, MOST) == 0;
    }

    /** Grey as PGM, colour as PPM, each with a checksum behind it. */
    public void write(int epoch, Picture picture) {
        try {
            if (!Files.isDirectory(path)) Files.createDirectory(path);   // not the cell's folder, should that have been renamed
        } catch (IOException e) {
            throw new UserError(1, "Cannot make the folder " + path + ": " + UserError.reason(e) + ".", e);
        }
        AtomicFile.write(frame(epoch), out -> {
            out.write(((picture.channels() == 1 ? "P5 " : "P6 ") + size(picture).replace('×', ' ') + " 255\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(picture.pixels());
            out.write(checksum(picture.pixels()));
        });
        AtomicFile.forceNames(path);   // a checkpoint relies on the frames before it
    }

    /** Whether there are any; there are none once the animation is made and the cell is finished. */
    public boolean exist() {
        return Files.isDirectory(path);
    }

    private Picture read(int epoch) {
        try {
            byte[] file = UserFile.bytes(frame(epoch), MOST_BYTES);
            int end = 0;
            while (file[end] != '\n') end++;
            String[] header = new String(file, 0, end, StandardCharsets.US_ASCII).split(" ");
            int width = Integer.parseInt(header[1]), height = Integer.parseInt(header[2]), from = end + 1,
                    channels = header[0].equals("P6") ? 3 : 1, to = from + width * height * channels;
            byte[] pixels = Arrays.copyOfRange(file, from, Math.min(to, file.length));
            if (file.length > to && !Arrays.equals(checksum(pixels), Arrays.copyOfRange(file, to, file.length))) {
                throw new IOException("its checksum does not match its contents");
            }
            return new Picture(width, height, channels, pixels);
        } catch (IOException e) {
            throw cannotRead(epoch, UserError.reason(e), e);
        } catch (RuntimeException e) {   // a damaged header is no number or has no end
            throw cannotRead(epoch, "it is no picture, or not a whole one", e);
        }
    }

    private UserError cannotRead(int epoch, String reason, Exception e) {
        return new UserError(1, "Cannot read " + frame(epoch) + ", a frame of the animation: " + reason
                + "; run the same command again, and if that does not help, delete the cell's folder and train it again.", e);
    }

    private static byte[] checksum(byte[] pixels) {
        var crc = new CRC32();
        crc.update(pixels);
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    }

    private Path frame(int epoch) {
        return path.resolve(String.format(Locale.ROOT, "%06d.pgm", epoch));
    }

    public void animate(Path gif, Map<String, String> text) {
        var pictures = new ArrayList<Picture>();
        Picture last = read(epochs);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            if (!shows(epoch)) continue;
            Picture picture = read(epoch);
            if (!size(picture).equals(size(last)) || picture.channels() != last.channels()) {
                throw new UserError(1, frame(epoch) + " has " + size(picture)
                        + " pixels, but the last frame of the animation has " + size(last)
                        + "; delete the cell's folder and train it again.", null);
            }
            pictures.add(picture);
        }
        Gif.write(gif, pictures, MILLIS, HOLD_MILLIS, text);
    }

    private static String size(Picture picture) {
        return picture.width() + "×" + picture.height();
    }

    /**
     * Once the cell is finished: the frames, and nothing that a link leads to. What cannot be deleted is only litter; the next
     * run tries again.
     */
    void delete() {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) return;
        try (Stream<Path> frames = Files.list(path)) {
            for (Path frame : frames.toList()) {
                if (NAME.matcher(frame.getFileName().toString()).matches()) Files.delete(frame);
            }
            Files.delete(path);
        } catch (IOException | UncheckedIOException e) {
            // another user's, or somebody looks at it
        }
    }
}
