package tornadovae.data.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tornadovae.file.Folders;

/**
 * Takes files out of a Debian package with {@code apt-get download} and {@code dpkg-deb -x}, which need no root and install
 * nothing.
 */
final class DebianPackage {

    private static final int MINUTES = 5;

    private DebianPackage() {}

    /**
     * @param inside folder in the package, for example {@code usr/share/datasets/fashion-mnist}
     * @param target gets the files of that folder, each whole or not at all; files that are there already stay
     * @throws IOException with half a sentence that says why it did not work
     */
    static void unpack(String name, String inside, Path target) throws IOException {
        Files.createDirectories(target);
        Path work = Files.createTempDirectory(target, ".debian-");
        try {
            run(work, "apt-get", "download", name);
            Path archive = list(work).stream().filter(file -> file.toString().endsWith(".deb")).findFirst()
                    .orElseThrow(() -> new IOException("apt-get left no .deb file"));
            Path tree = work.resolve("tree");
            run(work, "dpkg-deb", "-x", archive.toString(), tree.toString());
            take(tree, inside, target);
        } finally {
            Folders.delete(work);
        }
    }

    /**
     * Moves the files of a folder of an unpacked package; a link in it could lead anywhere, so neither folders nor files are
     * taken through one.
     */
    static void take(Path tree, String inside, Path target) throws IOException {
        if (!Files.isDirectory(tree.resolve(inside))) throw new IOException("it has no folder " + inside);
        if (!tree.resolve(inside).toRealPath()
                .equals(tree.toRealPath().resolve(inside))) {
            throw new IOException("its folder " + inside + " is a link");
        }
        for (Path file : list(tree.resolve(inside))) {
            Path to = target.resolve(file.getFileName().toString());
            if (Files.exists(to) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) continue;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void run(Path folder, String... command) throws IOException {
        Path log = folder.resolve("log");
        Process process;
        try {
            process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
        } catch (IOException e) {
            throw new IOException(command[0] + " is not on this machine", e);
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES,
                    TimeUnit.MINUTES)) {
                throw new IOException(command[0] + " took more than " + MINUTES + " minutes");
            }
            String lastLine = Files.readString(log).strip().lines().reduce((_, last) -> last).orElse("nothing");
            if (process.exitValue() != 0) throw new IOException(command[0] + " said: " + lastLine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
