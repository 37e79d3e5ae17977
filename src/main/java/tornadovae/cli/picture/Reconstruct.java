package tornadovae.cli.picture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.data.Dataset;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Pictures;

@Command(name = "reconstruct", description = "Draw test images, each beside its reconstruction from the mean of q(z|x).",
        footer = {"  ./run.sh reconstruct results/mine --rows 10 --pairs 8"})
public final class Reconstruct extends PictureCommand {

    @Option(names = "--rows", paramLabel = "N", defaultValue = "8", description = "Rows (default: ${DEFAULT-VALUE}).")
    int rows;

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "5", description = "Pairs in a row (default: ${DEFAULT-VALUE}).")
    int pairs;

    @Override
    void checkOptions() {
        requireRange("--rows", rows, 1, 200);
        requireRange("--pairs", pairs, 1, 200);
    }

    @Override
    Picture draw(Pictures pictures, TrainedCell cell, Dataset data) {
        return pictures.reconstructions(data, rows, pairs, show());
    }

    @Override
    String title() {
        return "Test images, each beside its reconstruction from the mean of q(z|x)";
    }

    @Override
    String fileName(TrainedCell cell) {
        return "reconstructions-" + rows + "x" + pairs;
    }

    @Override
    boolean needsData() {
        return true;
    }
}
