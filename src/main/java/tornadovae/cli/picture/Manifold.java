package tornadovae.cli.picture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.cli.command.LatentPair;
import tornadovae.cli.training.SettingOptions;
import tornadovae.data.Dataset;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Pictures;

@Command(name = "manifold",
        description = {"Draw the learned manifold: a grid over two latent dimensions, in equal steps of the prior's mass, "
                + "each code decoded (Kingma & Welling 2014, figures 4 and 5). The first dimension grows to the right, "
                + "the second upwards."},
        footer = {"  ./run.sh manifold results/mine",
                "  ./run.sh manifold results/mine --grid 30 --pair z1,z4 --image 7 --sample --scale 2"})
public final class Manifold extends PictureCommand {

    @Option(names = "--grid", paramLabel = "N", description = "Images in a row and in a column (default: ${DEFAULT-VALUE}).")
    int grid;

    @Option(names = "--pair", paramLabel = "I,J",
            description = "The latent dimensions that grow to the right and upwards (default: " + LatentPair.DEFAULT
                    + ", or the only one of a model with one).")
    String pair;

    @Option(names = "--image", paramLabel = "N",
            description = "Keep the other dimensions at the code of this test image (default: at 0, or the mean of a learned "
                    + "prior).")
    Integer image;

    private LatentPair plane;

    @Override
    void checkOptions() {
        SettingOptions.requireAllowed("pictures.grid", grid);
        plane = LatentPair.parse(pair == null ? LatentPair.DEFAULT : pair);
    }

    @Override
    Picture draw(Pictures pictures, TrainedCell cell, Dataset data) {
        if (cell.latent() > 1 || pair != null) plane.requireIn(cell);
        float[] base = image == null ? pictures.centre() : pictures.codeOf(image, data);
        return pictures.manifold(grid, plane.across(), plane.up(), base, show());
    }

    @Override
    String title() {
        return "The learned manifold over the latent dimensions " + plane
                + (image == null ? "" : ", the others at the code of test image " + image);
    }

    @Override
    String note(Pictures pictures) {
        return pictures.gridInWords(plane.across(), plane.up(), image == null);
    }

    @Override
    String fileName(TrainedCell cell) {
        return "manifold-" + grid + "x" + (cell.latent() == 1 ? 1 : grid) + plane.suffix() + (image == null ? "" : "-image"
                + image);
    }

    @Override
    boolean needsData() {
        return image != null;
    }
}
