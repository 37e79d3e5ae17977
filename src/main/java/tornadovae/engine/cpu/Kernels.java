package tornadovae.engine.cpu;

/** The kernels of this machine, chosen once: constants to the JIT, so that calls through them are direct. */
public final class Kernels {

    /** Eleven rows need 32 vector registers: AVX-512 (16 lanes) and NEON (4) have them, AVX2 (8) does not. */
    public static final Products PRODUCTS = !Lanes.VECTORS
            ? new ScalarProducts()
            : Lanes.WIDTH == 8 ? new Products5x2() : new Products11x2();
    public static final Activations ACTIVATIONS = Lanes.VECTORS ? new VectorActivations() : new ScalarActivations();
    public static final Likelihoods LIKELIHOODS = Lanes.VECTORS ? new VectorLikelihoods() : new ScalarLikelihoods();
    public static final Pairs PAIRS = Lanes.VECTORS ? new VectorPairs() : new ScalarPairs();
    public static final Optimisers OPTIMISERS = Lanes.VECTORS ? new VectorOptimisers() : new ScalarOptimisers();
    public static final PanelTransposition TRANSPOSITION = Lanes.VECTORS ? new VectorTransposition() : new ScalarTransposition();
    public static final Pixels PIXELS = Lanes.WIDTH >= 8 ? new VectorPixels() : new ScalarPixels();

    private Kernels() {}
}
