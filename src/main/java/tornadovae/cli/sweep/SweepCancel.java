package tornadovae.cli.sweep;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.GroupsFile;
import tornadovae.file.Lease;
import tornadovae.launch.slurm.SlurmLauncher;

@Command(name = "cancel",
        description = "Stop what works on a sweep: its jobs, or processes on this machine. Cells leave checkpoints, and the "
                + "same 'sweep' goes on from there.",
        footer = {"  ./run.sh sweep cancel results/beta-sweep"})
final class SweepCancel extends BaseCommand {

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the sweep.")
    private Path folder;

    @Override
    public Integer call() {
        var groups = GroupsFile.read(folder);
        Optional<String> cancelled = Optional.empty();
        UserError unreachable = null;
        try {
            cancelled = new SlurmLauncher(folder).cancel();
        } catch (UserError e) {
            unreachable = e;   // what runs here is stopped all the same
        }
        cancelled.ifPresent(out()::println);
        var here = new TreeMap<Long, ProcessHandle>();
        var elsewhere = new TreeSet<String>();
        boolean jobsEnd = cancelled.isPresent();
        find(folder, here, elsewhere, jobsEnd);
        for (var group : groups) {
            for (String id : group.cells()) {
                var cell = CellFolder.in(folder, id);
                if (!cell.isFinished()) find(cell.path(), here, elsewhere, jobsEnd);
            }
        }
        here.values().stream().filter(process -> process.parent().filter(parent -> here.containsKey(parent.pid())).isEmpty())
                .forEach(process -> { // a launcher stops its workers
                    process.destroy();
                    out().println("Asked process " + process.pid() + " to stop.");
                });
        if (here.isEmpty() && elsewhere.isEmpty() && cancelled.isEmpty()
                && unreachable == null) {
            out().println("Nothing runs there.");
        }
        if (unreachable != null) throw unreachable;
        if (elsewhere.isEmpty()) return 0;
        throw new UserError(1, String.join(", ", elsewhere) + (elsewhere.size() == 1 ? " works" : " work")
                + " there too and cannot be reached from here; stop that there.", null);
    }

    /** @param jobsEnd whether Slurm's jobs have been cancelled, so that nobody needs to hear of them */
    private static void find(Path of, Map<Long, ProcessHandle> here, Set<String> elsewhere, boolean jobsEnd) {
        Lease.holder(of)
                .ifPresent(holder -> Lease.process(of).ifPresentOrElse(process -> here.put(process.pid(), process), () -> {
                    if (!jobsEnd || !Lease.isHeldByJob(of)) elsewhere.add(holder);
                }));
    }
}
