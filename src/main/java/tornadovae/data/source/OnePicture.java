package tornadovae.data.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.graph.Images;

/** A PNG or JPEG picture as a data set of one image, read as those of {@code images:DIR} are. */
public final class OnePicture {

    private OnePicture() {}

    /**
     * @param channels 1 for grey, 3 for colour
     * @return the picture as the only training image and as the only test image
     * @throws UserError for what is no such picture, or of another size
     */
    public static Dataset read(Path file, int width, int height, int channels) {
        if (!Files.exists(file)) throw new UserError("There is no file " + file + "; give a PNG or JPEG picture.");
        if (!PictureFile.isMeant(file)) throw new UserError(file + " is no picture by its name; give a PNG or JPEG picture.");
        PictureFile.Size size = PictureFile.size(file);
        if (size.width() != width || size.height() != height) {
            throw new UserError("%s is %d×%d pixels, but the model is for images of %d×%d; give a picture of that size."
                    .formatted(file, size.width(), size.height(), width, height));
        }
        byte[] pixels = PictureFile.read(file, size, file, channels == 3).pixels();
        var part = new Part(new Images(pixels.length, new byte[][] {pixels}), new int[0], new float[0][]);
        return new Dataset(file.toString(), width, height, part, part, List.of(), List.of());
    }
}
