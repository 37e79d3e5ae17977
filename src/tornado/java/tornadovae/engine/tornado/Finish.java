package tornadovae.engine.tornado;

/** What is done with the sums of a matrix product while they are near; for the gradients of weights see {@link Updates}. */
enum Finish {
    LAYER("layer", TileProducts.FORWARD),
    BERNOULLI("bernoulli", TileProducts.FORWARD),
    GAUSSIAN("gaussian", TileProducts.PAIR),
    LATENT("latent", TileProducts.PAIR),
    INPUT_GRADIENT("inputGradient", TileProducts.BACKWARD),
    LATENT_GRADIENT("latentGradient", TileProducts.BACKWARD);

    /** For messages and figures. */
    final String task;

    /** How the operands lie. */
    final int form;

    Finish(String task, int form) {
        this.task = task;
        this.form = form;
    }
}
