package tornadovae.cli.codes;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;

/** The model that a command is about: the argument of all commands that take one. */
final class OneModel {

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of one model.")
    private Path folder;

    Path folder() {
        return folder;
    }

    /** @param notice is told what is left out, in a sentence */
    TrainedCell read(Consumer<String> notice) {
        List<CellFolder> cells = TrainedCell.folders(folder, notice);
        if (cells.size() == 1) return TrainedCell.read(cells.getFirst());
        throw new UserError(folder + " holds " + cells.size() + " models; give the folder of one of its cells, such as "
                + cells.getFirst().path() + ".");
    }
}
