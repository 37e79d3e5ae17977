package tornadovae.cli.picture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.data.Dataset;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Pictures;

@Command(name = "traverse",
        description = "Draw a row for each latent dimension: it goes from -3 to 3 while the others stay where they are.",
        footer = {"  ./run.sh traverse results/mine", "  ./run.sh traverse results/mine --image 7 --steps 15"})
public final class Traverse extends PictureCommand {

    @Option(names = "--steps", paramLabel = "N", defaultValue = "11",
            description = "Images in a row (default: ${DEFAULT-VALUE}).")
    int steps;

    @Option(names = "--image", paramLabel = "N",
            description = "Keep the other dimensions at the code of this test image (default: at 0).")
    Integer image;

    @Override
    void checkOptions() {
        requireRange("--steps", steps, 1, 200);
    }

    @Override
    Picture draw(Pictures pictures, TrainedCell cell, Dataset data) {
        return pictures.traversals(steps, image == null ? pictures.origin() : pictures.codeOf(image, data), show());
    }

    @Override
    String title() {
        return "A row for each latent dimension from -3 to 3"
                + (image == null ? ", the others at 0" : ", the others at the code of test image " + image);
    }

    @Override
    String fileName(TrainedCell cell) {
        return "traversals-" + steps + (image == null ? "" : "-image" + image);
    }

    @Override
    boolean needsData() {
        return image != null;
    }
}
