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
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.cli.Said;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.source.Datasets;
import tornadovae.file.AtomicFile;
import tornadovae.file.npy.NpyType;
import tornadovae.file.npy.NpyWriter;
import tornadovae.file.npy.NpzFile;

/** Codes go out and come back as numbers, and NumPy's files are read. */
class EncodeDecodeTest {

    private static final List<String> CPU = List.of("--engine", "cpu", "--threads", "1", "-q");

    @TempDir
    static Path folder;

    private static Path trained, imported;

    @BeforeAll
    static void models() throws Exception {
        trained = folder.resolve("trained");
        imported = folder.resolve("imported");
        run("train", "--dataset", "digits", "--train", "60", "--test", "130", "--hidden", "8", "--latent", "3", "--epochs", "1",
                "--batch", "20", "--out", trained.toString());
        run("import", resource("import/pythae.safetensors"), "--dataset", "digits", "--train", "60", "--test", "60",
                "--activation", "relu", "--no-atlas", "--out", imported.toString());
    }

    private static String resource(String name) throws Exception {
        return Path.of(EncodeDecodeTest.class.getResource("/" + name).toURI()).toString();
    }

    private static Said said(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(CPU);
        return Said.run(all.toArray(String[]::new));
    }

    private static void run(String... arguments) {
        Said said = said(arguments);
        assertEquals(0, said.exitCode(), said.err());
    }

    private static double[] numbers(Path npz, String name, Integer... shape) {
        try (var file = NpzFile.open(npz); var array = file.array(name)) {
            assertEquals(List.of(shape), array.header().shape(), name);
            double[] numbers = new double[(int) array.header().count()];
            array.read(numbers);
            return numbers;
        }
    }

    @Test
    void theNllIsThatOfTheFirstDrawAndTheKlThatOfTheCode() throws Exception {
        Path codes = folder.resolve("codes.npz"), decoded = folder.resolve("decoded.npz");
        run("encode", trained.toString(), "--draws", "2", "--out", codes.toString());
        run("decode", trained.toString(), codes.toString(), "--array", "draws", "--out", decoded.toString());
        double[] mu = numbers(codes, "mu", 130, 3), logVar = numbers(codes, "logvar", 130, 3);
        double[] nll = numbers(codes, "nll", 130), kl = numbers(codes, "kl", 130, 3);
        double[] draws = numbers(codes, "draws", 130, 2, 3), images = numbers(decoded, "images", 260, 28, 28);
        Dataset data = digits();
        for (int i = 0; i < kl.length; i++) {
            assertEquals((mu[i] * mu[i] + Math.exp(logVar[i]) - 1 - logVar[i]) / 2, kl[i], 1e-5, "image " + i / 3);
        }
        for (int i = 0; i < 130; i++) {
            double sum = 0;
            for (int c = 0; c < 784; c++) {
                double x = data.test().images().value(i, c), p = images[2 * i * 784 + c];
                sum -= x * Math.log(p) + (1 - x) * Math.log1p(-p);
            }
            assertEquals(sum, nll[i], 2e-3, "image " + i);
            assertTrue(draws[i * 6] != draws[i * 6 + 3], "another draw");
        }
        double[] labels = numbers(codes, "labels", 130), factors = numbers(codes, "factors", 130, data.factors().size());
        for (int i = 0; i < 130; i++) {
            assertEquals(data.test().labels()[i], labels[i]);
            assertEquals(data.test().factors()[i][1], factors[i * data.factors().size() + 1]);
        }
        double[] text = numbers(codes, "about", numbersOf(codes, "about"));
        byte[] bytes = new byte[text.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) text[i];
        JsonNode about = new JsonMapper().readTree(new String(bytes, StandardCharsets.UTF_8));
        assertEquals("digits", about.get("dataset").stringValue());
        assertEquals(data.factors().get(1).name(), about.get("factors").get(1).stringValue());
    }

    /** Its KL term is one number an image, and its mass has no quantile in each dimension. */
    @Test
    void modelsWithALearnedPriorGoOutToo() throws Exception {
        Path model = folder.resolve("learned"), codes = folder.resolve("learned.npz"), table = folder.resolve("learned.csv");
        run("train", "--dataset", "digits", "--train", "60", "--test", "30", "--hidden", "8", "--latent", "3", "--epochs", "1",
                "--batch", "20", "--prior", "mixture", "--components", "2", "--out", model.toString());
        run("encode", model.toString(), "--out", codes.toString());
        numbers(codes, "kl", 30, 1);
        run("encode", model.toString(), "--out", table.toString());
        List<String> lines = Files.readAllLines(table);
        assertTrue(lines.getFirst().contains(",logvar_2,kl_0,draw0_0,"), lines.getFirst());
        assertEquals(lines.getFirst().split(",").length, lines.getLast().split(",").length);
        assertEquals(0, Said.run("export", model.toString(), "--onnx", folder.resolve("onnx").toString()).exitCode());
        Said mass = said("interpolate", model.toString(), "test:0", "test:1", "--path", "mass", "--out",
                folder.resolve("way.png").toString());
        assertEquals(2, mass.exitCode());
        assertTrue(mass.err().contains("has a learned prior; choose linear or spherical"), mass.err());
    }

    private static int numbersOf(Path npz, String name) {
        try (var file = NpzFile.open(npz); var array = file.array(name)) {
            return (int) array.header().count();
        }
    }

    private static Dataset digits() {
        return Datasets.load(new DataSpec("digits", 60, 130, 1), null, Listener.SILENT);
    }

    @Test
    void aTableHasTheSameNumbersAndDecodesToTheSameImages() throws Exception {
        Path npz = folder.resolve("t.npz"), csv = folder.resolve("t.csv"), one = folder.resolve("1.npz");
        Path other = folder.resolve("2.npy");
        for (Path out : List.of(npz, csv)) {
            run("encode", trained.toString(), "--split", "train", "--images", "25", "--out", out.toString());
        }
        double[] mu = numbers(npz, "mu", 25, 3);
        List<String> lines = Files.readAllLines(csv), names = List.of(lines.getFirst().split(","));
        assertEquals(26, lines.size());
        int column = names.indexOf("mu_1");
        for (int i = 0; i < 25; i++) {
            assertEquals((float) mu[3 * i + 1], Float.parseFloat(lines.get(i + 1).split(",")[column]));
        }
        assertEquals("image,label,class,nll,kl,mu_0,mu_1,mu_2,logvar_0,logvar_1,logvar_2,kl_0,kl_1,kl_2,draw0_0,draw0_1,draw0_2",
                String.join(",", names.subList(0, 17)));
        run("decode", trained.toString(), npz.toString(), "--out", one.toString());
        run("decode", trained.toString(), csv.toString(), "--out", other.toString());
        byte[] array;
        try (var zip = new ZipFile(one.toFile())) {
            array = zip.getInputStream(zip.getEntry("images.npy")).readAllBytes();
        }
        assertArrayEquals(array, Files.readAllBytes(other), "bit for bit");
        Path sheet = folder.resolve("sheet.png");
        run("decode", trained.toString(), csv.toString(), "--columns", "5", "--sample", "--out", sheet.toString());
        var picture = ImageIO.read(sheet.toFile());
        assertEquals(5 * 29 + 1, picture.getWidth());
        for (int x = 1; x < 29; x++) assertTrue((picture.getRGB(x, 1) & 0xFF) % 255 == 0, "a draw is black or white");
    }

    @ParameterizedTest
    @CsvSource({"codes.npz, mu, 1", "codes.npz, draws, 2", "codes.npy, '', 1", "codes.csv, '', 1", "named.csv, '', 1"})
    void codesOfNumPyDecodeToTheImagesOfPyTorch(String name, String array, int each) throws Exception {
        Path out = folder.resolve("images.npz");
        var options = new ArrayList<>(List.of("decode", imported.toString(), resource("codes/" + name), "--out", out.toString()));
        if (!array.isEmpty()) options.addAll(List.of("--array", array));
        run(options.toArray(String[]::new));
        JsonNode expected = new JsonMapper().readTree(Files.readString(Path.of(resource("import/expected.json")))).get("models")
                .get("pythae").get("decoded");
        double[] images = numbers(out, "images", 4 * each, 28, 28);
        for (int i = 0; i < 4; i++) {
            for (int c = 0; c < expected.get(i).size(); c++) {
                assertEquals(expected.get(i).get(c).doubleValue(), images[i * each * 784 + 97 * c], 1e-5, "image " + i);
            }
        }
    }

    @Test
    void otherImagesOfTheSameSizeAreEncodedToo() throws Exception {
        Path out = folder.resolve("others.csv");
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        var image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 28; i++) {
            image.setRGB(i, i, 0xFFFFFF);
            ImageIO.write(image, "png", pictures.resolve(i + ".png").toFile());
        }
        run("encode", trained.toString(), "--dataset", "images:" + pictures, "--split", "train", "--out", out.toString());
        assertTrue(Files.readAllLines(out).getFirst().startsWith("image,nll,kl,mu_0"));
        refuses("The model is for images of 784 pixels", "encode", trained.toString(), "--dataset", "sprites", "--images", "1",
                "--out", out.toString());
    }

    @Test
    void aTableComesBackInItsUnits() throws Exception {
        var rows = new StringBuilder("height,kind\n");
        for (int i = 0; i < 40; i++) rows.append(100 + 2 * i).append(i % 3 == 0 ? ",oak\n" : ",elm\n");
        Path table = Files.writeString(folder.resolve("trees.csv"), rows), model = folder.resolve("of-table");
        run("train", "--dataset", "csv:" + table, "--hidden", "4", "--epochs", "1", "--batch", "5", "--no-atlas", "--out",
                model.toString());
        Path codes = folder.resolve("trees-codes.csv"), array = folder.resolve("trees.npz"), back = folder.resolve("back.csv");
        run("encode", model.toString(), "--split", "train", "--images", "6", "--out", codes.toString());
        run("decode", model.toString(), codes.toString(), "--out", array.toString());
        run("decode", model.toString(), codes.toString(), "--out", back.toString());
        List<String> lines = Files.readAllLines(back);
        assertEquals(7, lines.size());
        int height = List.of(lines.getFirst().split(",")).indexOf("height");
        assertTrue(lines.getFirst().contains("kind = oak"), lines.getFirst());
        double[] values = new double[numbersOf(array, "images")];
        try (var npz = NpzFile.open(array); var images = npz.array("images")) {
            images.read(values);
        }
        int columns = values.length / 6, oak = List.of(lines.getFirst().split(",")).indexOf("kind = oak");
        // the range is that of the training rows, of which every tenth is kept for testing
        double low = 100, high = 178;
        for (int i = 0; i < 6; i++) {
            String[] fields = lines.get(i + 1).split(",");
            double x = values[i * columns + height];
            assertEquals(low + x * (high - low), Double.parseDouble(fields[height]), 4.1, "row " + i);
            assertEquals(values[i * columns + oak], Double.parseDouble(fields[oak]), 1e-7);
        }
    }

    @Test
    void picturesInColourKeepTheirChannels() throws Exception {
        Path file = folder.resolve("colours.npy"), model = folder.resolve("of-colours");
        AtomicFile.write(file, out -> {
            try (var array = new NpyWriter(out, NpyType.UINT8, 40, 4, 5, 3)) {
                for (int i = 0; i < 40 * 60; i++) array.write((i * 37L + i / 60) % 256);
            }
        });
        run("train", "--dataset", "npy:" + file, "--hidden", "4", "--epochs", "1", "--batch", "5", "--no-atlas", "--out",
                model.toString());
        Path codes = folder.resolve("colours.npz"), array = folder.resolve("c.npz"), sheet = folder.resolve("c.png");
        run("encode", model.toString(), "--split", "train", "--images", "9", "--out", codes.toString());
        run("decode", model.toString(), codes.toString(), "--out", array.toString());
        numbers(array, "images", 9, 4, 5, 3);
        run("decode", model.toString(), codes.toString(), "--out", sheet.toString());
        assertEquals(3, ImageIO.read(sheet.toFile()).getRaster().getNumBands());
        refuses("A GIF has 256 colours at most", "interpolate", model.toString(), "train:0", "train:1", "--out",
                folder.resolve("c.gif").toString());
        run("interpolate", model.toString(), "train:0", "train:1", "--out", folder.resolve("c.apng").toString());
        run("interpolate", model.toString(), "train:0", "code:0,0", "--out", folder.resolve("d.png").toString());
    }

    @Test
    void whatDoesNotFitIsOneSentence() throws Exception {
        String model = trained.toString(), out = folder.resolve("x.npz").toString();
        refuses("--out must end in .npz or .csv, which says the format", "encode", model, "--out", "x.txt");
        refuses("--split must be test or train, not 'all'", "encode", model, "--split", "all", "--out", out);
        refuses("--draws must be between 0 and 100", "encode", model, "--draws", "101", "--out", out);
        refuses("has the shape 4×2, but codes of this model need 3 numbers in a row", "decode", model,
                resource("codes/codes.npz"), "--out", out);
        refuses("has no array 'z'; it has mu, draws, ids", "decode", model, resource("codes/codes.npz"), "--array", "z", "--out",
                out);
        refuses("line 1: codes of this model need the columns mu_0 to mu_2", "decode", model, resource("codes/codes.csv"),
                "--out", out);
        refuses("line 1: codes of this model need the columns mu_0 to mu_2 or z_0 to z_2", "decode", model,
                resource("codes/named.csv"), "--out", out);
        String two = imported.toString();
        refuses("stored column by column (Fortran order)", "decode", two, resource("codes/fortran.npz"), "--out", out);
        refuses("holds Python objects", "decode", two, resource("codes/objects.npz"), "--out", out);
        refuses("is no .npz file that can be read", "decode", two, write("x.npz", "PK"), "--out", out);
        refuses("does not start as an array of NumPy does", "decode", two, write("x.npy", "no array at all"), "--out", out);
        refuses(", row 1: 'nan' is no finite number", "decode", two, write("x.csv", "z_0,z_1\n1,nan\n"), "--out", out);
        refuses(", row 1: '1e99' is no finite number", "decode", two, write("x.csv", "z_0,z_1\n1e99,1\n"), "--out", out);
        refuses("row 2 has 3 fields, but the row of names has 2", "decode", two, write("x.csv", "z_0,z_1\n3,4\n5,6,7\n"),
                "--out", out);
        refuses("and no more, but there is mu_2", "decode", two, write("x.csv", "mu_0,mu_1,mu_2\n1,2,3\n"), "--out", out);
        refuses("holds no code", "decode", two, write("x.csv", "z_0,z_1\n"), "--out", out);
        refuses("is empty; a row of names", "decode", two, write("x.csv", ""), "--out", out);
        refuses("no.csv does not exist", "decode", two, folder.resolve("no.csv").toString(), "--out", out);
        refuses("does not say what it holds", "decode", two, write("x.bin", "1"), "--out", out);
        assertTrue(Files.notExists(Path.of("x.txt")));
    }

    private static String write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve("in-" + name), text).toString();
    }

    private static void refuses(String words, String... arguments) {
        Said said = said(arguments);
        assertEquals(2, said.exitCode(), said.err());
        assertEquals(1, said.err().lines().count(), said.err());
        assertTrue(said.err().contains(words), said.err());
    }
}
