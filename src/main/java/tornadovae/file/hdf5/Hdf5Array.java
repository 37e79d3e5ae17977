package tornadovae.file.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.filter.PipelineFilterWithData;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import tornadovae.UserError;

/**
 * An array of an {@link Hdf5File}: whole numbers of one to eight bytes, or float32 and float64. Chunks are unpacked here and not
 * by jHDF, so that one that unpacks to more than a chunk is seen before it is in memory.
 */
public final class Hdf5Array {

    private static final int MOST_AXES = 8;
    private static final int MOST_CHUNK_BYTES = 1 << 28;
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;

    private final String what;
    private final Dataset dataset;
    private final int[] shape;
    private final int bytes;
    private final int[] chunk;

    private Hdf5Array(String what, Dataset dataset, int[] shape, int bytes, int[] chunk) {
        this.what = what;
        this.dataset = dataset;
        this.shape = shape;
        this.bytes = bytes;
        this.chunk = chunk;
    }

    static Hdf5Array of(String what, ChunkedDataset dataset, long fileSize) {
        int[] shape = shape(what, dataset);
        int bytes = bytesOf(what, dataset), chunkBytes = bytes;
        int[] chunk = dataset.getChunkDimensions();
        if (chunk.length != shape.length) throw damaged(what, "its chunks have another number of axes");
        long chunks = 1;
        for (int a = 0; a < shape.length; a++) {
            if (chunk[a] < 1 || chunk[a] > MOST_CHUNK_BYTES / chunkBytes) {
                throw damaged(what, "its chunks are larger than " + MOST_CHUNK_BYTES + " bytes");
            }
            chunkBytes *= chunk[a];
            chunks *= Math.ceilDiv(shape[a], chunk[a]);
            if (chunks > fileSize) throw damaged(what, "it has more chunks than its file has bytes");
        }
        for (PipelineFilterWithData filter : dataset.getFilters()) {
            if (filter.getId() != DEFLATE && filter.getId() != SHUFFLE) {
                throw new UserError(what + " is packed by the filter " + filter.getName() + ", and deflate and shuffle are read; "
                        + "get the published file, or write it again with gzip.");
            }
        }
        return new Hdf5Array(what, dataset, shape, bytes, chunk);
    }

    static Hdf5Array of(String what, ContiguousDataset dataset, long fileSize) {
        int[] shape = shape(what, dataset);
        int bytes = bytesOf(what, dataset);
        long needed = bytes;
        for (int side : shape) {
            needed *= side;
            if (needed > fileSize) throw damaged(what, "it says it has more bytes than its file");
        }
        return new Hdf5Array(what, dataset, shape, bytes, null);
    }

    private static UserError damaged(String what, String why) {
        return new UserError(what + " cannot be: " + why + "; it is damaged, get it again.");
    }

    private static int[] shape(String what, Dataset dataset) {
        long[] shape = dataset.getDimensionsAsLong();
        if (shape.length < 1 || shape.length > MOST_AXES || Arrays.stream(shape).anyMatch(s -> s < 1 || s > Integer.MAX_VALUE)) {
            throw damaged(what, "its shape is " + Arrays.stream(shape).limit(MOST_AXES).mapToObj(String::valueOf)
                    .collect(Collectors.joining("×")));
        }
        return Arrays.stream(shape).mapToInt(s -> (int) s).toArray();
    }

    private static int bytesOf(String what, Dataset dataset) {
        DataType type = dataset.getDataType();
        boolean read = type instanceof FixedPoint whole && whole.getSize() <= 8 && Integer.bitCount(whole.getSize()) == 1
                || type instanceof FloatingPoint real && (real.getSize() == 4 || real.getSize() == 8);
        if (read) return type.getSize();
        throw new UserError(what + " is no array of whole numbers, float32 or float64; get it again.");
    }

    /** The sizes of its axes, the last one fastest. */
    public List<Integer> shape() {
        return Arrays.stream(shape).boxed().toList();
    }

    /** As in {@code 480000×64×64×3}. */
    public String shapeText() {
        return shape().stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    public String what() {
        return what;
    }

    /** Whether its numbers are whole and have one byte, from 0 on. */
    public boolean isOfBytes() {
        return dataset.getDataType() instanceof FixedPoint whole && bytes == 1 && !whole.isSigned();
    }

    /**
     * Some rows of the first axis as they are stored, of one byte a number. Every chunk that has some of them is unpacked once.
     *
     * @param rows ascending
     */
    public byte[][] rows(int[] rows) {
        if (!isOfBytes()) throw new UserError(what + " has numbers of another kind than bytes; get it again.");
        return stored(rows);
    }

    /** All rows of an array of two axes. */
    public double[][] table() {
        byte[][] stored = stored(IntStream.range(0, shape[0]).toArray());
        boolean real = dataset.getDataType() instanceof FloatingPoint;
        ByteOrder order = dataset.getDataType() instanceof FixedPoint whole ? whole.getByteOrder()
                : ((FloatingPoint) dataset.getDataType()).getByteOrder();
        double[][] table = new double[stored.length][];
        for (int i = 0; i < table.length; i++) {
            ByteBuffer row = ByteBuffer.wrap(stored[i]).order(order);
            table[i] = new double[stored[i].length / bytes];
            for (int c = 0; c < table[i].length; c++) {
                table[i][c] = switch (bytes) {
                    case 1 -> row.get();
                    case 2 -> row.getShort();
                    case 4 -> real ? row.getFloat() : row.getInt();
                    default -> real ? row.getDouble() : row.getLong();
                };
            }
            stored[i] = null;
        }
        return table;
    }

    private byte[][] stored(int[] rows) {
        int length = bytes;
        for (int a = 1; a < shape.length; a++) length = Math.multiplyExact(length, shape[a]);
        byte[][] into = new byte[rows.length][length];
        return Guarded.reading(what, () -> {
            if (chunk == null) contiguous(rows, into);
            else chunked(rows, into);
            return into;
        });
    }

    private void contiguous(int[] rows, byte[][] into) {
        ByteBuffer all = ((ContiguousDataset) dataset).getBuffer();
        long length = into.length == 0 ? 0 : into[0].length;
        if (all.remaining() < length * shape[0]) throw damaged(what, "it ends before its last number");
        for (int i = 0; i < rows.length; i++) all.get(all.position() + (int) (rows[i] * length), into[i]);
    }

    private void chunked(int[] rows, byte[][] into) {
        int[] at = new int[shape.length];
        byte[] unpacked = new byte[Arrays.stream(chunk).reduce(bytes, (a, b) -> a * b)];
        for (int first = 0; first < rows.length;) {
            at[0] = rows[first] / chunk[0] * chunk[0];
            int last = first;
            while (last < rows.length && rows[last] < at[0] + (long) chunk[0]) last++;
            Arrays.fill(at, 1, at.length, 0);
            do {
                unpack(at, unpacked);
                for (int i = first; i < last; i++) {
                    copy(unpacked, (rows[i] - at[0]) * (unpacked.length / chunk[0]), at, 1, 0, into[i]);
                }
            } while (advance(at));
            first = last;
        }
    }

    /** Steps to the next chunk of the same rows. */
    private boolean advance(int[] at) {
        for (int a = at.length - 1; a > 0; a--) {
            if (at[a] < shape[a] - chunk[a]) {
                at[a] += chunk[a];
                return true;
            }
            at[a] = 0;
        }
        return false;
    }

    /** Copies what a chunk has of a row, axis by axis; chunks may reach beyond the array. */
    private void copy(byte[] from, int fromAt, int[] at, int axis, int intoAt, byte[] into) {
        if (axis == shape.length) {
            System.arraycopy(from, fromAt, into, intoAt * bytes, bytes);
            return;
        }
        int many = Math.min(chunk[axis], shape[axis] - at[axis]), inner = bytes;
        for (int a = axis + 1; a < shape.length; a++) inner *= chunk[a];
        int to = intoAt * shape[axis] + at[axis];
        if (axis == shape.length - 1) {
            System.arraycopy(from, fromAt, into, to * bytes, many * bytes);
            return;
        }
        for (int i = 0; i < many; i++) copy(from, fromAt + i * inner, at, axis + 1, to + i, into);
    }

    private void unpack(int[] at, byte[] into) {
        ByteBuffer raw = ((ChunkedDataset) dataset).getRawChunkBuffer(at.clone());
        List<PipelineFilterWithData> filters = dataset.getFilters();
        boolean deflated = filters.stream().anyMatch(filter -> filter.getId() == DEFLATE);
        boolean shuffled = filters.stream().anyMatch(filter -> filter.getId() == SHUFFLE);
        if (!deflated && raw.remaining() != into.length) {
            throw damaged(what, "a chunk has " + raw.remaining() + " bytes instead of " + into.length);
        }
        if (deflated) inflate(raw, into);
        else raw.get(raw.position(), into);
        if (shuffled && bytes > 1) {
            byte[] planes = into.clone();
            int many = into.length / bytes;
            for (int i = 0; i < into.length; i++) into[i] = planes[i % bytes * many + i / bytes];
        }
    }

    private void inflate(ByteBuffer raw, byte[] into) {
        try (var inflater = new Inflater()) {
            inflater.setInput(raw);
            int done = 0;
            for (int n = 1; done < into.length && n > 0; done += n) n = inflater.inflate(into, done, into.length - done);
            if (done < into.length || inflater.inflate(new byte[1]) > 0) {
                throw damaged(what, "a chunk unpacks to another size than " + into.length + " bytes");
            }
        } catch (DataFormatException e) {
            throw damaged(what, "a chunk is no deflated stream");
        }
    }
}
