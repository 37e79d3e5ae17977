package tornadovae.cli.sweep;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.GroupsFile;

@Command(name = "fail", hidden = true,
        description = "Mark what is not finished of a group as failed, for a scheduler's script whose 'sweep run' died "
                + "again and again.",
        footer = {"  ./run.sh sweep fail results/beta-sweep --group 1 --reason killed"})
final class SweepFail extends BaseCommand {

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the sweep.")
    private Path folder;

    @Option(names = "--group", required = true, paramLabel = "K", description = "The group, by its number from 1.")
    private int group;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in a sentence.")
    private String reason;

    @Override
    public Integer call() {
        var groups = GroupsFile.read(folder);
        requireRange("--group", group, 1, groups.size());
        for (String id : groups.get(group - 1).cells()) {
            var cell = CellFolder.in(folder, id);
            try {
                if (cell.isOver()) continue;
                cell.giveUp(reason);
            } catch (UserError damaged) {
                err().println("tornado-vae: " + damaged.getMessage());
            }
        }
        return 0;
    }
}
