package tornadovae.cli.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.EventsOption;
import tornadovae.cli.command.Interrupts;
import tornadovae.cli.command.Version;
import tornadovae.cli.training.TrainingCommand;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.run.RunListener;
import tornadovae.experiment.run.Runner;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.PlannedSweep;
import tornadovae.experiment.store.ResultStore;
import tornadovae.launch.Message;

@Command(name = "worker", hidden = true,
        description = "Train the groups whose numbers come on standard input, for a launcher that reads what happens on "
                + "standard output.",
        footer = {"  ./run.sh sweep worker results/beta-sweep"})
final class SweepWorker extends TrainingCommand {

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the sweep.")
    private Path folder;

    @Mixin
    private EventsOption events;

    @Override
    public Integer call() {
        System.setOut(System.err);   // messages have their own way to standard output
        var sweep = PlannedSweep.read(folder);
        var choice = engineOptions.choose();
        err().println(now() + " " + choice.reason());
        try (var interrupts = Interrupts.install(err());
                var runner = new Runner(choice.engine(), Version.software(), this::load, new Messages())
                        .withEvents(events.isWanted())) {
            return work(sweep, ResultStore.ofPlanned(folder), runner, interrupts);
        }
    }

    /** When the launcher is gone, so is its end of standard input. */
    private int work(PlannedSweep sweep, ResultStore store, Runner runner, BooleanSupplier interrupts) {
        var orders = new Orders();
        tell(new Message.Ready());
        for (String order = orders.next(interrupts); order != null; order = orders.next(interrupts)) {
            err().println(now() + " group " + order);
            var outcome = runner.run(sweep.groups(List.of(number(order)), this::shape), store,
                    () -> interrupts.getAsBoolean() || orders.ended);
            if (outcome.stopped()) return 130;
            outcome.failed().forEach((cell, reason) -> tell(new Message.Failed(cell.id(), reason)));
            tell(new Message.Done());
        }
        return interrupts.getAsBoolean() ? 130 : 0;
    }

    private static int number(String order) {
        try {
            return Integer.parseInt(order);
        } catch (NumberFormatException e) {
            throw new UserError("A worker takes the numbers of groups, a line each, not '" + order + "'.");
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
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
                try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
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
    private final class Messages implements RunListener {

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
