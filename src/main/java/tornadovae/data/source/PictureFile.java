package tornadovae.data.source;

import java.nio.file.Path;
import java.util.List;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.graph.Images;

/** A single PNG picture as a data set of one image, read as those of {@code images:DIR} are. */
public final class PictureFile {

    private PictureFile() {}

    /**
     * @return the picture as the only training image and as the only test image
     * @throws UserError for what is no such picture, or of another size
     */
    public static Dataset read(Path file, int width, int height) {
        GreyPng.Size size = GreyPng.size(file);
        if (size.width() != width || size.height() != height) {
            throw new UserError("%s is %d×%d pixels, but the model is for images of %d×%d; give a picture of that size."
                    .formatted(file, size.width(), size.height(), width, height));
        }
        byte[] grey = GreyPng.read(file, size, file).grey();
        var part = new Part(new Images(width * height, new byte[][] {grey}), new int[0], new float[0][]);
        return new Dataset(file.toString(), width, height, part, part, List.of(), List.of());
    }
}
