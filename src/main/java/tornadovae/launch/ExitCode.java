package tornadovae.launch;

/** How a process ended, in words. */
final class ExitCode {

    private static final int SIGNAL = 128;

    private ExitCode() {}

    static String describe(int code) {
        return switch (code - SIGNAL) {
            case 6 -> "by an abort of the JVM or a driver (SIGABRT)";
            case 7 -> "by a bus error (SIGBUS)";
            case 9 -> "by SIGKILL, which is also what the system does to a process when memory runs out";
            case 11 -> "by a segmentation fault of the JVM or a driver (SIGSEGV)";
            case 15 -> "by SIGTERM";
            default -> code > SIGNAL && code < SIGNAL + 65 ? "by signal " + (code - SIGNAL) : "with exit code " + code;
        };
    }
}
