package tornadovae.cli.codes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.cli.Said;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.source.Datasets;
import tornadovae.file.npy.NpzFile;
import tornadovae.manifold.Gif;

class InterpolateCommandTest {

    private static final int SIDE = 28;

    @TempDir
    static Path folder;

    private static String model;

    @BeforeAll
    static void train() {
        model = folder.resolve("model").toString();
        run("train", "--dataset", "digits", "--train", "60", "--test", "60", "--hidden", "8", "--epochs", "3", "--batch", "20",
                "--no-atlas", "--out", model);
    }

    private static Said said(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--engine", "cpu", "--threads", "1", "-q"));
        return Said.run(all.toArray(String[]::new));
    }

    private static void run(String... arguments) {
        Said said = said(arguments);
        assertEquals(0, said.exitCode(), said.err());
    }

    /** Grey levels of image i of a strip. */
    private static int[] image(BufferedImage strip, int i) {
        int[] levels = new int[SIDE * SIDE];
        for (int p = 0; p < levels.length; p++) {
            levels[p] = strip.getRaster().getSample(1 + i * (SIDE + 1) + p % SIDE, 1 + p / SIDE, 0);
        }
        return levels;
    }

    @Test
    void aStripShowsDecodedCodesOfTheWay() throws Exception {
        Path strip = folder.resolve("way.png"), codes = folder.resolve("codes.npz"), decoded = folder.resolve("decoded.npz");
        run("interpolate", model, "test:3", "code:0.5,-1", "--steps", "3", "--out", strip.toString());
        run("encode", model, "--images", "4", "--out", codes.toString());
        double[] mu = new double[8];
        try (var npz = NpzFile.open(codes); var array = npz.array("mu")) {
            array.read(mu);
        }
        double x = mu[6], y = mu[7];
        Path way = Files.writeString(folder.resolve("way.csv"),
                "z_0,z_1\n" + x + "," + y + "\n" + (x + 0.5) / 2 + "," + (y - 1) / 2 + "\n0.5,-1\n");
        run("decode", model, way.toString(), "--out", decoded.toString());
        double[] images = new double[3 * SIDE * SIDE];
        try (var npz = NpzFile.open(decoded); var array = npz.array("images")) {
            array.read(images);
        }
        BufferedImage drawn = ImageIO.read(strip.toFile());
        assertEquals(3 * (SIDE + 1) + 1, drawn.getWidth());
        for (int i = 0; i < 3; i++) {
            int[] levels = image(drawn, i);
            for (int p = 0; p < levels.length; p++) {
                assertEquals(255 * images[i * SIDE * SIDE + p], levels[p], 0.51, "image " + i + ", pixel " + p);
            }
        }
    }

    @Test
    void aPictureStandsForItsCodeAndAnimationsMove() throws Exception {
        Dataset data = Datasets.load(new DataSpec("digits", 60, 60, 1), null, Listener.SILENT);
        var picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < SIDE * SIDE; p++) {
            picture.getRaster().setSample(p % SIDE, p / SIDE, 0, data.test().images().pixels()[5][p] & 0xFF);
        }
        Path five = folder.resolve("five.png"), ofFile = folder.resolve("a.png"), ofData = folder.resolve("b.png");
        ImageIO.write(picture, "png", five.toFile());
        run("interpolate", model, five.toString(), "train:0", "--path", "spherical", "--out", ofFile.toString());
        run("interpolate", model, "test:5", "train:0", "--path", "spherical", "--out", ofData.toString());
        for (int i = 0; i < 11; i++) {
            assertArrayEquals(image(ImageIO.read(ofData.toFile()), i),
                    image(ImageIO.read(ofFile.toFile()), i), "image " + i);
        }
        Path gif = folder.resolve("way.gif"), apng = folder.resolve("way.apng");
        for (Path out : List.of(gif, apng)) {
            run("interpolate", model, "test:5", "test:6", "--path", "mass", "--steps", "6", "--scale", "2", "--out",
                    out.toString());
        }
        assertEquals(6, Gif.frames(gif).size());
        assertEquals(2 * SIDE, Gif.frames(gif).getFirst().width());
        assertTrue(new String(Files.readAllBytes(apng), StandardCharsets.ISO_8859_1).contains("acTL"));
    }

    @Test
    void whatDoesNotFitIsOneSentence() throws Exception {
        String out = folder.resolve("x.png").toString();
        refuses("'test:60' is no image of digits; numbers from 0 to 59 are", "test:60", "test:1", "--out", out);
        refuses("'train:-1' is no image of digits", "train:-1", "test:1", "--out", out);
        refuses("'code:1' must be code: and 2 numbers with commas", "code:1", "test:1", "--out", out);
        refuses("'code:1,nan' must be code: and 2 numbers", "code:1,nan", "test:1", "--out", out);
        refuses("'code:1,1e99' must be code: and 2 numbers", "code:1,1e99", "test:1", "--out", out);
        refuses("--path must be linear, spherical or mass, not 'round'", "test:0", "test:1", "--path", "round", "--out", out);
        refuses("--steps must be between 2 and 1000", "test:0", "test:1", "--steps", "1", "--out", out);
        refuses("--out must end in .gif, .apng or .png", "test:0", "test:1", "--out", "x.bmp");
        refuses("one of them is the origin", "code:0,0", "test:1", "--path", "spherical", "--out", out);
        refuses("point in opposite directions", "code:1,1", "code:-1,-1", "--path", "spherical", "--out", out);
        Path small = folder.resolve("small.png");
        ImageIO.write(new BufferedImage(3, 4, BufferedImage.TYPE_BYTE_GRAY), "png", small.toFile());
        refuses("is 3×4 pixels, but the model is for images of 28×28", small.toString(), "test:1", "--out", out);
        refuses("There is no file no.png", "no.png", "test:1", "--out", out);
        refuses("text.png", Files.writeString(folder.resolve("text.png"), "no picture").toString(), "test:1", "--out", out);
    }

    private static void refuses(String words, String... arguments) {
        var all = new ArrayList<>(List.of("interpolate", model));
        all.addAll(List.of(arguments));
        Said said = said(all.toArray(String[]::new));
        assertEquals(2, said.exitCode(), said.err());
        assertEquals(1, said.err().lines().count(), said.err());
        assertTrue(said.err().contains(words), said.err());
    }
}
