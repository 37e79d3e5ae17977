package tornadovae.data.source;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tornadovae.UserError;
import tornadovae.file.UserFile;

/**
 * One IDX file, plain or gzipped (found by content, not by name): big-endian magic number, sizes, then bytes (Y. LeCun, "The
 * MNIST database"). The whole file is read even where fewer images are wanted, so that a damaged end is seen; sizes are compared
 * with the length of the file before memory is taken.
 */
final class IdxFile {

    /** Contents of an image file: at most {@code limit} images, {@code [images][rows · columns]}, and how many the file has. */
    record ImageData(int rows, int columns, int count, byte[][] pixels) {}

    static final int IMAGES = 0x0803;
    static final int LABELS = 0x0801;
    private static final int MAX_SIDE = 4096;
    private static final int DEFLATE_RATIO = 1032;      // no deflate stream expands more

    private IdxFile() {}

    /** Where the bytes of a file are: in a folder, or in an archive. */
    interface Door {
        /** The plain contents. */
        InputStream open() throws IOException;

        /** Bytes of the file as it lies there. */
        long size() throws IOException;

        static Door of(Path file) {
            return new Door() {
                @Override
                public InputStream open() throws IOException {
                    return IdxFile.open(file);
                }

                @Override
                public long size() throws IOException {
                    return Files.size(file);
                }
            };
        }
    }

    /** An open file behind its magic number; {@code room} bytes can follow the sizes, exactly so many unless it is gzipped. */
    private record Source(Object file, DataInputStream in, boolean gzip, long room) {

        void checkLength(String what, int count, int size) {
            long needed = (long) count * size;
            if (count >= 0 && needed <= room && (gzip || needed == room)) return;
            throw new UserError("%s says it has %d %s of %d bytes each, but %s follow; it is damaged or truncated, get it again."
                    .formatted(file, Integer.toUnsignedLong(count), what, size,
                            (gzip ? "at most " : "") + Math.max(0, room) + " bytes"));
        }

        UserError truncated(String what, int found, int count) {
            return new UserError(
                    file + " ends after " + found + " of " + count + " " + what + ": it is truncated; get it again.");
        }
    }

    @FunctionalInterface
    private interface Body<T> {
        T read(Source source) throws IOException;
    }

    /** @param limit keeps the first images only; 0 keeps all */
    static ImageData images(Path file, int limit) {
        return images(file, Door.of(file), limit);
    }

    /** @param file the name of the file, for sentences */
    static ImageData images(Object file, Door door, int limit) {
        return read(file, door, IMAGES, 16, source -> {
            DataInputStream in = source.in;
            int count = in.readInt(), rows = in.readInt(), columns = in.readInt();
            if (rows < 1 || rows > MAX_SIDE || columns < 1 || columns > MAX_SIDE) {
                throw new UserError(("%s says its images are %d×%d pixels, but 1×1 to %d×%d are allowed: it is damaged; get it "
                        + "again.")
                        .formatted(file, Integer.toUnsignedLong(columns), Integer.toUnsignedLong(rows), MAX_SIDE, MAX_SIDE));
            }
            source.checkLength("images", count, rows * columns);
            if (count == 0) throw new UserError(file + " has no images; at least one is needed.");
            int kept = limit == 0 ? count : Math.min(limit, count);
            ImageMemory.check(file.toString(), kept, rows * columns, 0);
            byte[][] pixels = new byte[kept][];
            byte[] skipped = new byte[rows * columns];
            for (int i = 0; i < count; i++) {
                byte[] image = i < kept ? pixels[i] = new byte[rows * columns] : skipped;
                if (in.readNBytes(image, 0, image.length) < image.length) throw source.truncated("images", i, count);
            }
            return new ImageData(rows, columns, count, pixels);
        });
    }

    /** All labels of a label file. */
    static int[] labels(Path file) {
        return labels(file, Door.of(file));
    }

    /** @param file the name of the file, for sentences */
    static int[] labels(Object file, Door door) {
        return read(file, door, LABELS, 8, source -> {
            int count = source.in.readInt();
            source.checkLength("labels", count, 1);
            ImageMemory.check(file.toString(), count, 4, 0);
            byte[] bytes = source.in.readNBytes(count);
            if (bytes.length < count) throw source.truncated("labels", bytes.length, count);
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) labels[i] = bytes[i] & 0xFF;
            return labels;
        });
    }

    private static <T> T read(Object file, Door door, int magic, int header, Body<T> body) {
        try (InputStream raw = door.open(); DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 16))) {
            boolean gzip = raw instanceof GZIPInputStream;
            int found = in.readInt();
            if (found != magic) throw wrongMagic(file, found, magic);
            T contents =
                    body.read(new Source(file, in, gzip, gzip ? DEFLATE_RATIO * door.size() : door.size() - header));
            if (in.read() != -1) {
                throw new UserError(
                        file + " goes on after its last " + noun(magic) + ": it is damaged; get it again.");
            }
            return contents;
        } catch (EOFException e) {
            throw new UserError(file + " ends too early: it is truncated; get it again.");
        } catch (ZipException e) {
            throw new UserError(file + " is a damaged gzip file (" + e.getMessage() + "); get it again.");
        } catch (IOException e) {
            throw UserFile.cannotRead(Path.of(file.toString()), e, "put an IDX file there");
        }
    }

    /** Opens a plain or gzipped file for its plain contents. */
    static InputStream open(Path file) throws IOException {
        InputStream in;
        try {
            in = new BufferedInputStream(UserFile.open(file), 1 << 16);
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist.");
        }
        return plain(in);
    }

    /** Unpacks a stream that begins as gzip does; it is closed where it cannot be read. */
    static InputStream plain(InputStream raw) throws IOException {
        InputStream in = raw.markSupported() ? raw : new BufferedInputStream(raw, 1 << 16);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return gzip ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static UserError wrongMagic(Object file, int found, int magic) {
        boolean other = found == LABELS || found == IMAGES;
        return new UserError("%s starts with 0x%08X where an IDX %s file has 0x%08X: it is %s.".formatted(file, found,
                noun(magic), magic, other ? "an IDX " + noun(found) + " file, put the right one there"
                        : "no IDX file of bytes, or damaged; get it again"));
    }

    private static String noun(int magic) {
        return magic == IMAGES ? "image" : "label";
    }
}
