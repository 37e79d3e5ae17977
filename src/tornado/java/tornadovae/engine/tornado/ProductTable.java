package tornadovae.engine.tornado;

/** The arguments of a matrix product C[m, n] = Σ_k A[m, k] B[k, n] and of what follows it: what stands where in its table. */
final class ProductTable {

    /** Work-groups of this product, over all its tiles; and how many of them cover its rows. */
    static final int GROUPS = 0, ROW_GROUPS = 1;
    /** Index of A[0, 0] and steps to the next row and the next k. */
    static final int A = 2, A_ROW = 3, A_K = 4;
    /** Index of B[0, 0] and steps to the next k and the next column; kernels that read global memory expect 1 for the latter. */
    static final int B = 5, B_K = 6, B_COLUMN = 7;
    /** The sum's length; rows and columns of C with padding. */
    static final int K = 8, ROWS = 9, COLUMNS = 10;
    /** From a column of the first head to that of the second, in a product of two heads. */
    static final int HEAD = 11;

    /** {@link Epilogues#layer}. */
    static final int Y = 12, Y_PITCH = 13, BIAS = 14, MASK = 15;
    /** {@link Epilogues#inputGradient}: ∂a and y have the pitch of ∂x. */
    static final int DX = 12, DX_PITCH = 13, LAYER_BELOW = 14;
    /**
     * {@link Epilogues#bernoulli} and {@link Epilogues#gaussian}: BIAS and MASK as above; OUT_GRADIENT is 0 where there is none.
     */
    static final int X = 12, X_PITCH = 13, PARTIAL = 16, PARTIAL_PITCH = 17, OUT_GRADIENT = 18, OUT_GRADIENT_PITCH = 19,
            MEAN_GRADIENT = 20, BATCH = 21, FLOOR = 22;
    /**
     * {@link Epilogues#latent} (BIAS as above) and {@link Epilogues#latentGradient}; KL and its gradient are 0 where there are
     * none.
     */
    static final int CODE = 12, CODE_PITCH = 13, EPSILON = 15, EPSILON_PITCH = 16, Z = 17, KL = 18, CODE_GRADIENT = 19;
    /**
     * {@link Updates}: the gradients of weight and bias where they are kept, else 0; the transposed copy, or 0; rule and rates of
     * Adam, or learning rate.
     */
    static final int DW = 12, W = 13, W_PITCH = 14, TRANSPOSED = 15, TRANSPOSED_PITCH = 16, MOMENT = 17, SQUARES = 18, RULE = 19,
            RATES = 20;
    /** The bias of the same layer, its gradient and its state. */
    static final int DB = 21, BIAS_W = 22, BIAS_MOMENT = 23, BIAS_SQUARES = 24;
    /** 1 where the layer's biases are updated along with its weights. */
    static final int BIASES = 25;

    /** The factor of an update whose gradient is kept and scaled first. */
    static final int FACTOR = 26;

    /** {@link TileProducts#update}: work-groups of the product alone; behind them come those of the biases. */
    static final int PRODUCT_GROUPS = 27;

    /** {@link LibraryProducts}: numbers of A and of B in a replica, gaps between rows included; those of B that are in memory. */
    static final int A_SIZE = 28, B_SIZE = 29, B_THERE = 31;

    /** Columns of B that are in memory, of each head: a layer's output may be padded further than its weights have rows. */
    static final int B_COLUMNS = 30;

    static final int SIZE = 32;

    private ProductTable() {}
}
