package tornadovae.file.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tornadovae.UserError;
import tornadovae.file.UserFile;

/**
 * An HDF5 file of somebody else, read by jHDF. Links are not followed, since they may lead into other files, and no more is taken
 * into memory than a chunk and what the caller asks for.
 */
public final class Hdf5File implements AutoCloseable {

    private final Path file;
    private final HdfFile hdf;
    private final long size;

    private Hdf5File(Path file, HdfFile hdf, long size) {
        this.file = file;
        this.hdf = hdf;
        this.size = size;
    }

    /** @throws UserError for what is no regular file, or no HDF5 file */
    public static Hdf5File open(Path file) {
        try {
            UserFile.open(file).close();
            long size = Files.size(file);
            return new Hdf5File(file, Guarded.reading(file.toString(), () -> new HdfFile(file)), size);
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "put an HDF5 file there");
        }
    }

    /**
     * An array of numbers.
     *
     * @param path names of the groups that it is in, and its own, with slashes
     * @throws UserError where there is none, or what is there leads elsewhere
     */
    public Hdf5Array array(String path) {
        String what = "'" + path + "' in " + file;
        return Guarded.reading(what, () -> {
            Node node = hdf;
            for (String name : path.split("/")) {
                Node child = node instanceof Group group && !node.isLink() ? group.getChildren().get(name) : null;
                if (child == null) throw new UserError(file + " has no array '" + path + "'; get it again.");
                if (child.isLink()) {
                    throw new UserError(what + " is a link, and links are not followed, since they may lead into other files; "
                            + "get the file again.");
                }
                node = child;
            }
            return switch (node) {
                case ChunkedDataset chunked -> Hdf5Array.of(what, chunked, size);
                case ContiguousDataset contiguous -> Hdf5Array.of(what, contiguous, size);
                default -> throw new UserError(what + " is no array that is stored in this file; get it again.");
            };
        });
    }

    @Override
    public void close() {
        hdf.close();
    }
}
