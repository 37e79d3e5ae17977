package tornadovae.verdict;

/**
 * A training and what its verdict must be.
 *
 * @param about  what is wrong with it; for a sound one, its objective and data
 * @param detail part of the detail that must be there; empty for none
 */
record Trial(String about, Kind kind, String detail, Run run) {

    Trial(String about, Kind kind, Run run) {
        this(about, kind, "", run);
    }

    @Override
    public String toString() {
        return about;
    }
}
