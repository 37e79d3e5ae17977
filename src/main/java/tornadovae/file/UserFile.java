package tornadovae.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.ZipFile;
import tornadovae.UserError;

/**
 * The one door to files that somebody else may have put there. Only regular files pass, since reading a pipe or a device may
 * never end, and no more is read of them than the size that they had when they were opened.
 */
public final class UserFile {

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

    private UserFile() {}

    /** Why a file is not read at all, as half a sentence. */
    public static final class Refused extends IOException {
        Refused(String what) {
            super(what);
        }
    }

    /** Opens as {@link #open(Path, long)} does, for readers that hold what a file says of its contents against its size. */
    public static InputStream open(Path file) throws IOException {
        return open(file, Long.MAX_VALUE);
    }

    /**
     * The bytes of a file; symbolic links are followed.
     *
     * @param most bytes that it may have
     * @throws Refused for a folder, for what is no regular file, and for a larger file
     */
    public static InputStream open(Path file, long most) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        if (found.isDirectory()) throw new Refused("it is a folder");
        if (!found.isRegularFile()) throw new Refused("it is a pipe, a device or the like, not a regular file");
        if (found.size() > most) {
            throw new Refused("it is larger than " + most
                    + " bytes, which are the most that can be read here");
        }
        return new Limited(Files.newInputStream(file), found.size());
    }

    /** A zip file for reading at any place; errors as {@link #open(Path, long)}, and a ZipException where it is none. */
    public static ZipFile zip(Path file) throws IOException {
        open(file).close();
        return new ZipFile(file.toFile());
    }

    /** All bytes of a file; errors as {@link #open(Path, long)}. */
    public static byte[] bytes(Path file, long most) throws IOException {
        try (InputStream in = open(file, Math.min(most, LARGEST_ARRAY))) {
            return in.readAllBytes();
        }
    }

    /** The same refusal where one kind of file belongs into one place. */
    public static UserError cannotRead(Path file, IOException e) {
        return cannotRead(file, e, "put the right file there");
    }

    /**
     * The sentence for a file that could not be read: exit code 2 where it was refused, 1 where the system failed.
     *
     * @param advice what to do about a refused file
     */
    public static UserError cannotRead(Path file, IOException e, String advice) {
        boolean refused = e instanceof Refused;
        return new UserError(refused ? 2 : 1, "Cannot read " + file + ": " + UserError.reason(e) + (refused ? "; " + advice : "")
                + ".", e);
    }

    /** Ends after so many bytes: files of the system that look empty can be read for ever, and others grow. */
    private static final class Limited extends FilterInputStream {

        private long left;

        Limited(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int b = left > 0 ? super.read() : -1;
            if (b >= 0) left--;
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0 && length > 0) return -1;
            int n = super.read(into, offset, (int) Math.min(length, left));
            if (n > 0) left -= n;
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = super.skip(Math.clamp(n, 0, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(super.available(), left);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
