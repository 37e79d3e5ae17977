package tornadovae.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file of a {@link Disk}. */
final class DiskChannel extends FileChannel {

    private final Disk disk;
    private final Path path;
    private final boolean created;
    private final FileChannel real;

    DiskChannel(Disk disk, Path path, boolean created, FileChannel real) {
        this.created = created;
        this.disk = disk;
        this.path = path;
        this.real = real;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (created) disk.gate().before("WRITE", path);
        if (!disk.strikes(Step.WRITE, path)) return real.write(bytes);
        int end = bytes.limit();
        int length = bytes.remaining();
        if (disk.fault() == Fault.CUT || disk.fault() == Fault.LOST) {
            bytes.limit(bytes.position() + length / 2);
            while (bytes.hasRemaining()) real.write(bytes);
            bytes.limit(end);
            bytes.position(end);
        }
        disk.fault().strike(Step.WRITE, path);
        return length;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
        if (disk.strikes(Step.WRITE, path)) disk.fault().strike(Step.WRITE, path);
        return real.write(bytes, position);
    }

    @Override
    public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) written += write(buffers[i]);
        return written;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        if (disk.strikes(Step.FORCE, path)) disk.fault().strike(Step.FORCE, path);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        boolean struck = disk.strikes(Step.READ, path);
        if (struck) disk.fault().strike(Step.READ, path);
        if (struck && disk.fault() == Fault.SHORT) return -1;
        int from = bytes.position();
        int read = real.read(bytes);
        if (struck && read > 0) bytes.put(from + read / 2, (byte) (bytes.get(from + read / 2) ^ 1));
        return read;
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
        return real.read(bytes, position);
    }

    @Override
    public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
        return real.read(buffers, offset, length);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        real.truncate(size);
        return this;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return real.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
