package tornadovae.cli.bench;

import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;

/** For how long a benchmark measures each of the cases that take turns; what it is made with are the defaults. */
final class BenchWindows {

    /** A median of fewer windows is one of them or between two. */
    private static final int FEW = 5;

    @Option(names = "--windows", paramLabel = "N", description = "Windows for each case (default: ${DEFAULT-VALUE}).")
    int count;

    @Option(names = "--seconds", paramLabel = "S", description = "Length of a window (default: ${DEFAULT-VALUE}).")
    double seconds;

    BenchWindows(int count, double seconds) {
        this.count = count;
        this.seconds = seconds;
    }

    void check() {
        BaseCommand.requireRange("--windows", count, 1, 10_000);
        if (!(seconds > 0 && seconds <= 60)) {
            throw new UserError("--seconds must be above 0 and at most 60, not " + seconds
                    + ".");
        }
    }

    /** What to think of figures from so few windows; empty where there are enough. */
    String warning() {
        return count >= FEW ? "" : "With " + count + (count == 1 ? " window" : " windows")
                + " a busy moment cannot be told from a cost; take --windows " + FEW + " or more.";
    }
}
