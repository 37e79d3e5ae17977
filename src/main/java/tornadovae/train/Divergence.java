package tornadovae.train;

/**
 * A loss that became NaN or infinite. The replica is given up, its neighbours go on.
 *
 * @param step            the step, counted from 0, whose loss was the first to go bad
 * @param term            the objective's term that went bad first: {@code nll}, {@code kl}, {@code total}, or {@code test nll}, {@code test kl}
 * @param value           what it became
 * @param gradientStep    the step whose gradients were looked at: the one before, which made the last update, or the same one where training began with it
 * @param gradientNorm    ‖∂loss/∂(all parameters)‖ in that step, before any clipping, in double precision: finite where the gradients are; NaN if one of them was
 * @param largestGradient the largest |∂loss/∂w| in that step, NaN if there was one
 * @param parameter       whose gradient that was
 */
public record Divergence(int step, String term, float value, int gradientStep, double gradientNorm, float largestGradient, String parameter)
        implements EpochResult {

    /** For a report. */
    @Override
    public String toString() {
        return "the loss term " + term + " became " + value + " in step " + step + "; the gradient in step " + gradientStep + " had norm " + (float) gradientNorm
                + ", its largest element was " + largestGradient + " (" + parameter + "). A smaller learning rate usually helps.";
    }
}
