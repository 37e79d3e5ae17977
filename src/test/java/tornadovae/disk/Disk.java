package tornadovae.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The machine's own files, on a disk that fails at a chosen step. Steps of the thread that made it are counted, but not those on
 * hidden files, with which processes tell each other that they are there. Forcing is left out, because nobody pulls the plug
 * here.
 */
public final class Disk extends FileSystemProvider {

    private final FileSystemProvider real = FileSystems.getDefault().provider();
    private final FileSystem files = new DiskFiles(this);
    private final Thread owner = Thread.currentThread();
    private final Gate gate;
    private final Map<Path, Set<String>> versions = new HashMap<>();
    private final Fault fault;
    private final int at;
    private final String name;
    private int count;
    private Path struck;

    /** Is asked before each thing that is done to a file, in the thread that does it; it may wait, or throw an error. */
    @FunctionalInterface
    public interface Gate {
        /** @param what LIST, READ, CREATE, WRITE (into a new file), TOUCH (an old one is opened for writing), MOVE or DELETE */
        void before(String what, Path path);
    }

    private Disk(Fault fault, int at, String name) {
        this(fault, at, name, (_, _) -> {});
    }

    private Disk(Fault fault, int at, String name, Gate gate) {
        this.gate = gate;
        this.fault = fault;
        this.at = at;
        this.name = name;
    }

    /** A disk on which nothing fails. */
    public static Disk sound() {
        return new Disk(Fault.BROKEN, Integer.MAX_VALUE, "");
    }

    /** A disk on which nothing fails, and nothing is done before a gate lets it. */
    public static Disk gated(Gate gate) {
        return new Disk(Fault.BROKEN, Integer.MAX_VALUE, "", gate);
    }

    /** @param at which of the steps that can fail like this does, from 1; a lasting fault stays */
    public static Disk failing(Fault fault, int at) {
        return new Disk(fault, at, "");
    }

    /** A disk that fails at files of this name only, which may be hidden ones. */
    public static Disk failing(Fault fault, int at, String name) {
        return new Disk(fault, at, name);
    }

    /** A disk whose process dies before its first step for a file of this name. */
    public static Disk killedAt(String name) {
        return new Disk(Fault.KILLED, 1, name);
    }

    /** The same file or folder, on this disk. */
    public Path path(Path real) {
        return new DiskPath(files, real);
    }

    /** Whether the fault was met. */
    public boolean failed() {
        return struck != null;
    }

    /** What the fault befell first. */
    public Path struck() {
        return struck;
    }

    /** Every content that a file ever had under its own name, by file; a char for each byte. */
    public Map<Path, Set<String>> versions() {
        return versions;
    }

    boolean strikes(Step step, Path path) {
        String file = path.getFileName().toString();
        if (Thread.currentThread() != owner || !fault.steps.contains(step)
                || file.startsWith(".") && !name.startsWith(".")) {
            return false;
        }
        if (struck == null && !file.startsWith(name)) return false;
        count++;
        if (count < at || count > at && !fault.lasting) return false;
        if (struck == null) struck = path;
        return true;
    }

    private void take(Step step, Path path) throws IOException {
        if (strikes(step, path)) fault.strike(step, path);
    }

    Gate gate() {
        return gate;
    }

    Fault fault() {
        return fault;
    }

    static Path real(Path path) {
        return ((DiskPath) path).real();
    }

    private Path wrap(Path path) {
        return path(path);
    }

    private void create(Path path, Set<? extends OpenOption> options) throws IOException {
        boolean creates = options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW);
        if (creates && Files.notExists(real(path))) take(Step.CREATE, real(path));
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean creates = options.contains(StandardOpenOption.CREATE_NEW);
        gate.before(creates ? "CREATE" : options.contains(StandardOpenOption.WRITE) ? "TOUCH" : "READ", real(path));
        create(path, options);
        return new DiskChannel(this, real(path), creates, FileChannel.open(real(path), options, attributes));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        gate.before("LIST", real(folder));
        take(Step.LIST, real(folder));
        DirectoryStream<Path> entries = real.newDirectoryStream(real(folder), path -> filter.accept(wrap(path)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> paths = entries.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return paths.hasNext();
                    }

                    @Override
                    public Path next() {
                        return wrap(paths.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                entries.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (Files.notExists(real(folder))) take(Step.FOLDER, real(folder));
        real.createDirectory(real(folder), attributes);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        take(Step.LINK, real(link));
        real.createLink(real(link), real(existing));
    }

    @Override
    public void delete(Path path) throws IOException {
        gate.before("DELETE", real(path));
        if (Files.exists(real(path), LinkOption.NOFOLLOW_LINKS)) take(Step.DELETE, real(path));
        real.delete(real(path));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        gate.before("MOVE", real(source));
        take(Step.MOVE, real(target));
        real.move(real(source), real(target), options);
        if (Files.isRegularFile(real(target))) {
            versions.computeIfAbsent(real(target), _ -> new HashSet<>())
                    .add(Files.readString(real(target), StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        take(Step.CREATE, real(target));
        real.copy(real(source), real(target), options);
    }

    @Override
    public boolean isSameFile(Path a, Path b) throws IOException {
        return real.isSameFile(real(a), real(b));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options) throws IOException {
        return real.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(real(path), attribute, value, options);
    }

    @Override
    public String getScheme() {
        return "disk";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
