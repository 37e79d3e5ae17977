package tornadovae.train;

/** How the learning rate changes over the epochs: the rate of an epoch is a replica's own times the schedule's factor. */
public enum LearningRateSchedule {
    /** The learning rate is the same in every epoch. */
    CONSTANT,
    /**
     * Stages i = 1 … 8 of 3^(i−1) epochs each, 3280 in all, with the factor 10^(−(i−1)/7), rounded to two digits: 1, 0.72, 0.52,
     * 0.37, 0.27, 0.19, 0.14, 0.1; the last one stays (Burda, Grosse and Salakhutdinov 2016, section 5).
     */
    STAGES;

    private static final int LAST_STAGE = 8;

    /** @param epoch from 0 */
    public float factor(int epoch) {
        if (this == CONSTANT) return 1;
        int stage = 1;
        for (int end = 1, length = 3; epoch >= end && stage < LAST_STAGE; length *= 3, stage++) end += length;
        return Math.round(100 * Math.pow(10, -(stage - 1) / 7.0)) / 100f;
    }
}
