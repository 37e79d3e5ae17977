package tornadovae.model;

import tornadovae.graph.Tensor;

/**
 * A weight or bias under the name it has in a checkpoint. Two heads on one hidden layer are stacked in one tensor, so that one
 * product computes both; each is a contiguous run of it.
 *
 * @param name e.g. {@code encoder.mu.weight}
 * @param tensor where it lives
 * @param offset first element in the tensor
 * @param rows outputs
 * @param columns inputs, or 0 for a bias
 */
public record Parameter(String name, Tensor tensor, int offset, int rows, int columns) {

    public boolean isBias() {
        return columns == 0;
    }

    public int size() {
        return isBias() ? rows : rows * columns;
    }

    /** As PyTorch gives it: [out, in] or [out]. */
    public int[] shape() {
        return isBias() ? new int[] {rows} : new int[] {rows, columns};
    }
}
