package tornadovae.experiment.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.manifold.Gif;
import tornadovae.manifold.Picture;

class FramesTest {

    @TempDir
    Path folder;

    private static Picture picture(int width, int height) {
        return Picture.grey(width, height, new byte[width * height]);
    }

    /** A worker that met one died, and so did the two after it. */
    @Test
    void aFrameOfAnotherSizeFailsItsCellInOneSentence() {
        var frames = new Frames(folder.resolve("frames"), 3);
        for (int epoch = 1; epoch <= 3; epoch++) frames.write(epoch, picture(4, 3));
        frames.animate(folder.resolve("training.gif"), Map.of());
        assertEquals(3, Gif.frames(folder.resolve("training.gif")).size());
        frames.write(2, picture(5, 3));
        var error = assertThrows(UserError.class, () -> frames.animate(folder.resolve("training.gif"), Map.of()));
        assertEquals(folder.resolve("frames/000002.pgm") + " has 5×3 pixels, but the last frame of the animation has 4×3; "
                + "delete the cell's folder and train it again.", error.getMessage());
        assertEquals(1, error.exitCode);
    }

    @Test
    void framesInColourStayInColour() {
        var frames = new Frames(folder.resolve("frames"), 2);
        var red = new Picture(2, 1, 3, new byte[] {(byte) 255, 0, 0, 51, 0, 0});
        frames.write(1, red);
        frames.write(2, red.inverted());
        frames.animate(folder.resolve("training.gif"), Map.of());
        assertEquals(3, Gif.frames(folder.resolve("training.gif")).getFirst().channels());
        frames.write(1, picture(2, 1));
        assertThrows(UserError.class, () -> frames.animate(folder.resolve("training.gif"), Map.of()));
    }

    @Test
    void aFrameThatIsNotWhatWasWrittenFailsItsCell() throws Exception {
        var frames = new Frames(folder.resolve("frames"), 1);
        frames.write(1, picture(4, 3));
        Path frame = folder.resolve("frames/000001.pgm");
        byte[] bytes = Files.readAllBytes(frame);
        bytes[15] ^= 1;
        Files.write(frame, bytes);
        var error = assertThrows(UserError.class, () -> frames.animate(folder.resolve("training.gif"), Map.of()));
        assertEquals("Cannot read " + frame
                + ", a frame of the animation: its checksum does not match its contents; run the same command again, "
                + "and if that does not help, delete the cell's folder and train it again.", error.getMessage());
    }

    @Test
    void framesDoNotMakeTheFolderOfACellThatIsGone() {
        Path gone = folder.resolve("gone");
        assertThrows(UserError.class, () -> new Frames(gone.resolve("frames"), 3).write(1, picture(4, 3)));
        assertEquals(false, Files.exists(gone));
    }
}
