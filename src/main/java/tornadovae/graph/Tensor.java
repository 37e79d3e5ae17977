package tornadovae.graph;

/**
 * A float32 tensor of shape [replicas, rows, columns] (int32 where the role is {@link Role#INTEGER}); an engine decides where it
 * lives. Two tensors are the same when all their parts are equal: programs that name the same tensor share its memory.
 *
 * @param name unique among the tensors of its shape in a session, e.g. {@code encoder.hidden0.weight}
 * @param rows rows of one replica
 * @param columns columns of one replica
 */
public record Tensor(String name, int rows, int columns, Role role) {

    public Tensor {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    name + ": a tensor needs rows and columns ≥ 1, found [" + rows + ", " + columns + "]");
        }
        if ((long) rows * columns > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    name + ": [" + rows + ", " + columns + "] has more than 2³¹ − 1 elements");
        }
    }

    /** A value that lives for one run of a program. */
    public static Tensor activation(String name, int rows, int columns) {
        return new Tensor(name, rows, columns, Role.ACTIVATION);
    }

    /** One number a replica. */
    public static Tensor scalar(String name, Role role) {
        return new Tensor(name, 1, 1, role);
    }

    /** Elements of one replica. */
    public int size() {
        return rows * columns;
    }

    /** Bytes of one replica. */
    public long bytes() {
        return 4L * size();
    }

    /** Throws unless this tensor is [rows, columns]; {@code what} names it in the message. */
    void require(String what, int rows, int columns) {
        if (this.rows != rows || this.columns != columns) {
            throw new IllegalArgumentException(what + " must be [" + rows + ", " + columns + "], but " + this);
        }
    }

    /** Throws unless this tensor has the shape of another one. */
    void requireShapeOf(Tensor other, String what) {
        require(what, other.rows, other.columns);
    }

    @Override
    public String toString() {
        return name + " [" + rows + ", " + columns + "]";
    }
}
