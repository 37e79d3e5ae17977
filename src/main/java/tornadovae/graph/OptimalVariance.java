package tornadovae.graph;

import java.util.List;

/**
 * The variance that makes a minibatch most likely, which is its mean squared error (Rybkin, Daniilidis and Levine 2021, eq. 7):
 * logVar = log v, running = log((1 − w) e^running + w v) with v = max(Σ_i squares[i] / (B n), e^floor) and w = max(1/(step + 1),
 * 1/100). The running one is what the model keeps, so that it is a distribution where no minibatch is seen. It has no adjoint:
 * where the likelihood is stationary in σ², nothing passes through it. So it is only for losses in which all images and draws
 * have one weight, and not for importance-weighted bounds of several draws.
 *
 * @param squares [B, 1]: {@link SquaredError}
 * @param pixels n
 * @param floor lower clamp of log σ², nats
 * @param step [1, 1] integer: optimiser steps done before this one
 * @param logVar [1, 1]
 * @param running [1, 1]
 */
public record OptimalVariance(Tensor squares, int pixels, float floor, Tensor step, Tensor logVar, Tensor running)
        implements Op {

    /** The least weight of the newest minibatch. */
    public static final float NEWEST = 0.01f;

    public OptimalVariance {
        squares.require("the squared errors", squares.rows(), 1);
        for (Tensor t : List.of(step, logVar, running)) t.require("a variance or a step", 1, 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(squares, step, running); }

    @Override
    public List<Tensor> writes() { return List.of(logVar, running); }

    @Override
    public long flops() { return squares.rows() + 8L; }
}
