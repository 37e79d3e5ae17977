package tornadovae.train;

import tornadovae.model.Vae;

/**
 * A loss that became NaN or infinite, or squared gradients that the optimiser cannot add up any more. The replica is given up,
 * its neighbours go on.
 *
 * @param step the step, counted from 0, whose loss was the first to go bad
 * @param term the objective's term that went bad first: {@code nll}, {@code kl}, {@code total}, or {@code test nll},
 * {@code test kl}; or the optimiser's memory of squares, such as {@code adam.v.decoder.hidden.0.weight}
 * @param value what it became
 * @param gradientStep the step whose gradients were looked at: the one before, which made the last update, or the same one where
 * training began with it
 * @param gradientNorm ‖∂loss/∂(all parameters)‖ in that step, before any clipping, in double precision: finite where the
 * gradients are; NaN if one of them was
 * @param largestGradient the largest |∂loss/∂w| in that step, NaN if there was one
 * @param parameter whose gradient that was
 */
public record Divergence(int step, String term, float value, int gradientStep, double gradientNorm, float largestGradient,
        String parameter) implements EpochResult {

    /** Whether no loss went bad, but an optimiser's memory of squared gradients. */
    private boolean isOverflow() {
        return Vae.holdsSquares(term);
    }

    /** For a report. */
    @Override
    public String toString() {
        if (isOverflow()) {
            return "the squared gradients in " + term + " became " + value + " in step " + step
                    + ": the optimiser would divide by them, and never change those weights again; the"
                    + " gradient had norm " + (float) gradientNorm + ", its largest element was " + largestGradient + " ("
                    + parameter
                    + "). Clip the gradients with training.clipNorm, or give the terms of the objective smaller weights.";
        }
        return "the loss term " + term + " became " + value + " in step " + step + "; the gradient in step " + gradientStep
                + " had norm " + (float) gradientNorm + ", its largest element was " + largestGradient + " (" + parameter
                + "). A smaller learning rate usually helps.";
    }
}
