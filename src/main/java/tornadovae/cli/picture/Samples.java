package tornadovae.cli.picture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.cli.training.SettingOptions;
import tornadovae.data.Dataset;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Pictures;

@Command(name = "samples", description = "Draw images of codes that come from the prior.", footer = {
        "  ./run.sh samples results/mine",
        "  ./run.sh samples results/mine --grid 20 --sample --seed 7"})
public final class Samples extends PictureCommand {

    @Option(names = "--grid", paramLabel = "N", defaultValue = "10",
            description = "Images in a row and in a column (default: ${DEFAULT-VALUE}).")
    int grid;

    @Override
    void checkOptions() {
        SettingOptions.requireAllowed("pictures.grid", grid);
    }

    @Override
    Picture draw(Pictures pictures, TrainedCell cell, Dataset data) {
        return pictures.samples(grid, show());
    }

    @Override
    String title() {
        return "Images of codes drawn from the prior";
    }

    @Override
    String fileName(TrainedCell cell) {
        return "samples-" + grid + "x" + grid;
    }

    @Override
    boolean needsData() {
        return false;
    }
}
