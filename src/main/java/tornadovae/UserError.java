package tornadovae;

/**
 * A mistake the user can mend, or something that is not there: one sentence that says what was found, what is allowed and what to do. It is printed without a stack
 * trace and ends the command with {@link #exitCode}: 2 for a mistake, 3 for a missing device or SDK, 1 for a run that went wrong.
 */
public final class UserError extends RuntimeException {

    public final int exitCode;

    public UserError(String sentence) {
        this(2, sentence, null);
    }

    public UserError(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause, false, false);
        this.exitCode = exitCode;
    }
}
