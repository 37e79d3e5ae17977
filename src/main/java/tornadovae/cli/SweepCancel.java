package tornadovae.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tornadovae.Lease;
import tornadovae.UserError;
import tornadovae.launch.slurm.SlurmLauncher;

@Command(name = "cancel", description = "Stop a sweep that runs, from anywhere; its cells leave checkpoints, and the same 'sweep' goes on from there.", footer = {
        "  ./run.sh sweep cancel results/beta-sweep"})
final class SweepCancel extends BaseCommand {

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the sweep.")
    private Path folder;

    @Override
    public Integer call() {
        SweepState.of(folder);   // a mistake in the folder's name is told
        var cancelled = new SlurmLauncher(folder).cancel();
        cancelled.ifPresent(out()::println);
        var holder = Lease.holder(folder);
        if (holder.isEmpty()) {
            if (cancelled.isEmpty()) out().println("Nothing runs there.");
            return 0;
        }
        var process = Lease.process(folder).orElseThrow(() -> new UserError(folder + " is in use by " + holder.get() + ", which cannot be reached from here; stop that process there."));
        process.destroy();
        out().println("Asked " + holder.get() + " to stop.");
        return 0;
    }
}
