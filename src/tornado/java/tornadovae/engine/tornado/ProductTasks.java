package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.ProductTable.*;

import java.util.List;
import tornadovae.engine.tornado.Layout.Block;
import tornadovae.graph.Activation;
import tornadovae.graph.Affine;
import tornadovae.graph.Op;

/**
 * The three matrix products of a layer as tasks: y = x Wᵀ, ∂x = ∂a W, ∂W = ∂aᵀ x, each as C[m, n] = Σ_k A[m, k] B[k, n], with
 * what is done with their sums. A family of kernels adds how a product becomes work-groups.
 */
abstract class ProductTasks {

    final Layout layout;
    final TornadoSettings settings;

    ProductTasks(Layout layout, TornadoSettings settings) {
        this.layout = layout;
        this.settings = settings;
    }

    /** C = y, A = x, B = Wᵀ: the transposed copy where there is one. {@code columns}: of y, or of one of its heads. */
    int[] forward(Affine layer, int columns) {
        Block x = layout.oneHead(layer.x()), w = layout.block(layer.weight());
        boolean copy = w.transposed() > 0;
        int[] table = product(x.offset(), x.pitch(), 1, copy ? w.transposed() : w.offset(), copy ? w.transposedPitch() : 1,
                copy ? 1 : w.pitch(), layer.x().columns(), x.rows(), columns, layout.block(layer.y()).columnHead());
        table[B_COLUMNS] = Math.min(columns, copy ? w.transposedPitch() : w.rows());
        return table;
    }

    /** C = ∂x, A = ∂a, B = W. */
    int[] backward(Affine.InputGradient gradient) {
        Block da = layout.block(gradient.da()), w = layout.block(gradient.weight()), dx = layout.oneHead(gradient.dx());
        return product(da.offset(), da.pitch(), 1, w.offset(), w.pitch(), 1, da.span(), dx.rows(), dx.pitch(), 0);
    }

    /** C = ∂W, A = ∂aᵀ, B = x. */
    int[] weights(Affine.WeightGradient gradient) {
        Block da = layout.block(gradient.da()), x = layout.oneHead(gradient.x()), w = layout.block(gradient.dW());
        return product(da.offset(), 1, da.pitch(), x.offset(), x.pitch(), 1, gradient.da().rows(), w.rows(), x.pitch(), 0);
    }

    private static int[] product(int a, int aRow, int aStep, int b, int bStep, int bColumn, int length, int rows, int columns,
            int head) {
        var table = new int[SIZE];
        int[] arguments = {a, aRow, aStep, b, bStep, bColumn, length, rows, columns, head};
        System.arraycopy(arguments, 0, table, A, arguments.length);
        table[B_COLUMNS] = columns;
        return table;
    }

    /**
     * Once all tasks are made: how many numbers each of the arrays must hold that products need besides, see
     * {@link DeviceArrays#operands}.
     */
    List<Integer> operands() {
        return List.of();
    }

    /** Partial sums of a likelihood that a product leaves in a row of C. */
    abstract int partials(int[] table);

    /**
     * A product and what follows it, in one launch or more.
     *
     * @param activation of a layer, or of the layer below, whose derivative ∂x is multiplied by; {@link Activation#IDENTITY} for
     * none
     */
    abstract List<Task> product(Finish finish, List<Op> ops, int[] table, Activation activation);

    /**
     * The gradients of all layers' weights and biases with what updates them by a rule of {@link Updates}, in one launch or
     * more.
     */
    abstract List<Task> update(List<Op> ops, List<int[]> tables, int rule);

    /** Updates of gradients that are kept and scaled on the way, in one launch. */
    abstract List<Task> scaledUpdate(List<Op> ops, List<int[]> tables, int rule);
}
