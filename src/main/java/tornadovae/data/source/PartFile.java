package tornadovae.data.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What has arrived of a file. That it cannot be written is no mirror's fault, so it is an {@link UncheckedIOException}, which
 * ends all tries.
 */
record PartFile(FileChannel channel) implements AutoCloseable {

    /** @param start bytes that stay */
    PartFile(Path file, long start) {
        this(unchecked(() -> FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)));
        unchecked(() -> channel.truncate(start).position(start));
    }

    long position() {
        return unchecked(channel::position);
    }

    void write(byte[] bytes, int n) {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, n);
        while (rest.hasRemaining()) unchecked(() -> channel.write(rest));
    }

    void clear() {
        unchecked(() -> channel.truncate(0));
    }

    void force() {
        unchecked(() -> {
            channel.force(true);
            return channel;
        });
    }

    @Override
    public void close() {
        unchecked(() -> {
            channel.close();
            return channel;
        });
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T unchecked(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
