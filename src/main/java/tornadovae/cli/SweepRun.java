package tornadovae.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.experiment.Cell;
import tornadovae.experiment.CellFolder;
import tornadovae.experiment.PlannedSweep;
import tornadovae.experiment.ResultStore;
import tornadovae.experiment.Runner;
import tornadovae.launch.Message;

@Command(name = "run", description = {
            "Train some groups of a sweep that was planned, in this process. Several may do so at once, on machines that share the folder; no cell is done twice.",
            "What is already there is not done again, so the same command goes on after an interruption."}, footer = {
        "  ./run.sh sweep run results/beta-sweep --group 1"})
final class SweepRun extends TrainingCommand {

    /** That cells were left to other processes; sysexits.h calls it a temporary failure, and schedulers' scripts try again later. */
    private static final int ELSEWHERE = 75;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder that 'sweep plan' has written.")
    private Path folder;

    @Option(names = "--group", required = true, paramLabel = "K", split = ",",
            description = "The groups to train, by their numbers from 1, such as 3 or 1,5,9; with - their numbers come on standard input.")
    private List<String> groups;

    @Override
    public Integer call() {
        boolean ordered = groups.equals(List.of("-"));
        List<Integer> numbers = ordered ? List.of() : groups.stream().map(SweepRun::number).toList();
        var sweep = PlannedSweep.read(folder);
        var chosen = sweep.groups(numbers, this::shape);
        var choice = engineOptions.choose();
        say(choice.reason());
        var store = ResultStore.ofPlanned(folder);
        Runner.Outcome outcome;
        try (var interrupts = Interrupts.install(err())) {
            if (ordered) return work(sweep, store, new Runner(choice.engine(), Version.software(), this::load, new Messages()), interrupts);
            try (var report = new RunReport(chosen.stream().mapToInt(group -> group.cells().size()).sum())) {
                outcome = new Runner(choice.engine(), Version.software(), this::load, report).run(chosen, store, interrupts);
            }
        }
        if (outcome.stopped()) {
            say("Stopped; the same command goes on from here.");
            return 130;
        }
        int code = tellFailures(outcome);
        return outcome.elsewhere().isEmpty() ? code : ELSEWHERE;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new UserError("--group must be the number of a group, from 1, or several separated by commas, not '" + text + "'.");
        }
    }

    /** As a worker of a launcher: trains what standard input asks for, and tells what happens on standard output. When the launcher is gone, so is its end of standard input. */
    private int work(PlannedSweep sweep, ResultStore store, Runner runner, BooleanSupplier interrupts) {
        System.setOut(System.err);   // messages have their own way to standard output
        var orders = new Orders();
        tell(new Message.Ready());
        for (String order = orders.next(interrupts); order != null; order = orders.next(interrupts)) {
            var outcome = runner.run(sweep.groups(List.of(number(order)), this::shape), store, () -> interrupts.getAsBoolean() || orders.ended);
            if (outcome.stopped()) return 130;
            outcome.failed().forEach((cell, reason) -> tell(new Message.Failed(cell.id(), reason)));
            tell(new Message.Done());
        }
        return interrupts.getAsBoolean() ? 130 : 0;
    }

    private void tell(Message message) {
        out().println(message.line());
        out().flush();
    }

    /** The lines of standard input, and whether it has ended, which is seen while a group is trained. */
    private static final class Orders {

        private static final String END = "";
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private volatile boolean ended;

        Orders() {
            Thread.ofPlatform().daemon().name("orders").start(() -> {
                try (var in = new BufferedReader(new InputStreamReader(System.in))) {
                    for (String line = in.readLine(); line != null; line = in.readLine()) lines.add(line);
                } catch (IOException e) {
                    // as good as its end
                }
                ended = true;
                lines.add(END);
            });
        }

        /** Null when there are no more. */
        String next(BooleanSupplier stop) {
            try {
                while (!stop.getAsBoolean()) {
                    String line = lines.poll(200, TimeUnit.MILLISECONDS);
                    if (line != null) return line.equals(END) ? null : line;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        }
    }

    /** What happens, for the launcher. */
    private final class Messages implements Runner.Listener {

        @Override
        public void begins(long imagesBefore, long imagesInAll) {
            tell(new Message.Images(imagesBefore));
        }

        @Override
        public void progress(long imagesDone) {
            tell(new Message.Images(imagesDone));
        }

        @Override
        public void epochDone(int epoch, int epochs, List<Double> losses) {
            var range = losses.stream().mapToDouble(loss -> loss).summaryStatistics();
            tell(new Message.Epoch(epoch, epochs, range.getMin(), range.getMax()));
        }

        @Override
        public void finished(Cell cell, CellFolder folder) {
            tell(new Message.Finished(cell.id()));
        }

        @Override
        public void failed(Cell cell, String reason) {
            tell(new Message.Failed(cell.id(), reason));
        }

        @Override
        public void goesBack(Cell cell, String sentence) {
            tell(new Message.GoesBack(cell.id(), sentence));
        }

        @Override
        public void elsewhere(Cell cell, String holder) {
            tell(new Message.Elsewhere(cell.id(), holder));
        }
    }
}
