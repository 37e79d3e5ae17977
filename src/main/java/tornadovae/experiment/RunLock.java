package tornadovae.experiment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tornadovae.UserError;

/**
 * One run at a time in one folder of results. The operating system gives the lock back when its holder dies, however it dies; the file
 * itself stays, because removing it would let two runs hold locks on two files of the same name.
 */
final class RunLock implements AutoCloseable {

    private static final String NAME = ".lock";

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock of a folder, which must exist, or says in a {@link UserError} who has it. */
    static RunLock take(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new UserError(folder + " is in use by " + holder(file)
                        + "; wait until that run ends, or give another folder with --out.");
            }
            channel.truncate(0);
            String holder = "process " + ProcessHandle.current().pid() + " on " + host();
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new RunLock(channel);
        } catch (IOException e) {
            throw new UserError(1, "Cannot lock " + file + ": " + UserError.reason(e) + "; give another folder with --out.", e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(Path file) throws IOException {
        String text = Files.readString(file);
        return text.isEmpty() ? "another process" : text;
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }

    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            // the lock is gone with the channel, which is all that matters
        }
    }
}
