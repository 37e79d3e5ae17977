package tornadovae.cli.data;

import picocli.CommandLine.Option;
import tornadovae.data.DataSpec;

/** How the pictures of a user's own files are taken. */
final class PictureOptions {

    @Option(names = "--transpose", description = "Exchange rows and columns, as EMNIST needs it.")
    boolean transpose;

    @Option(names = "--colour", description = "Keep the colours of the pictures of images:DIR.")
    boolean colour;

    @Option(names = "--width", paramLabel = "N", description = "Pixels a row that each picture of images:DIR gets.")
    int width;

    @Option(names = "--height", paramLabel = "N", description = "Rows that it gets (default: as many as --width).")
    int height;

    DataSpec spec(String name, int train, int test, int seed) {
        return new DataSpec(name, train, test, seed, transpose, colour, width, height);
    }
}
