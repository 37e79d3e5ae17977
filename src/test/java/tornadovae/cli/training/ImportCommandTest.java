package tornadovae.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.cli.Said;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.train.TrainedModel;

/** Weights that PyTorch wrote, by src/test/resources/import/weights.py, give what PyTorch's own encoder and decoder give. */
class ImportCommandTest {

    private static final List<String> DATA =
            List.of("--dataset", "digits", "--train", "60", "--test", "240", "--engine", "cpu", "--threads", "1", "-q");

    @TempDir
    static Path folder;

    private static JsonNode expected;

    @BeforeAll
    static void read() throws Exception {
        expected = new JsonMapper().readTree(Files.readString(resource("expected.json")));
    }

    private static Path resource(String name) throws Exception {
        return Path.of(ImportCommandTest.class.getResource("/import/" + name).toURI());
    }

    private static Said imported(Path file, Path out, String... options) {
        var arguments = new ArrayList<>(List.of("import", file.toString(), "--out", out.toString()));
        arguments.addAll(DATA);
        arguments.addAll(List.of(options));
        return Said.run(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"pythae, relu, 7 5, 2, ''", "example-f16, relu, 6, 3, ''", "example-bf16, relu, 6, 3, ''",
            "stacked, tanh, 6, 2, '--names {stacked.yaml} --mean 0.25 --std 0.5'",
            "own, softplus, [], 2, '--names {own.yaml} --mean 0.25 --std 0.5 --sigma2 0.5'"})
    void codesAndImagesAreThoseOfPyTorch(String name, String activation, String hidden, String latent, String more)
            throws Exception {
        Path out = folder.resolve(name);
        var options = new ArrayList<>(List.of("--activation", activation, "--hidden", hidden.replace(' ', ','), "--latent",
                latent, "--no-atlas"));
        if (!more.isEmpty()) {
            String map = "{" + name + ".yaml}";
            options.addAll(List.of(more.replace(map, resource(name + ".yaml").toString()).split(" ")));
        }
        Said said = imported(resource(name + ".safetensors"), out, options.toArray(String[]::new));
        assertEquals(0, said.exitCode(), said.err());
        JsonNode values = expected.get("models").get(name);
        TrainedCell cell = TrainedCell.read(new CellFolder(out));
        try (TrainedModel model = cell.openUnasked(new CpuEngine(1), images())) {
            var codes = model.encode(Split.TEST, 5);
            assertClose(values.get("mu"), codes.mu(), 1);
            assertClose(values.get("logvar"), codes.logVar(), 1);
            assertClose(values.get("decoded"), model.decode(rows(values.get("z"))), 97);
        }
    }

    private static Dataset images() {
        float[][] pixels = rows(expected.get("pixels"));
        byte[][] bytes = new byte[pixels.length][784];
        for (int i = 0; i < bytes.length; i++) {
            for (int c = 0; c < 784; c++) bytes[i][c] = (byte) pixels[i][c];
        }
        var part = new Part(new Images(784, bytes), new int[0], new float[0][]);
        return new Dataset("given", 28, 28, part, part, List.of(), List.of());
    }

    private static float[][] rows(JsonNode array) {
        float[][] rows = new float[array.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[array.get(i).size()];
            for (int j = 0; j < rows[i].length; j++) rows[i][j] = array.get(i).get(j).floatValue();
        }
        return rows;
    }

    /** @param every which columns were written */
    private static void assertClose(JsonNode expected, float[][] found, int every) {
        assertEquals(expected.size(), found.length);
        for (int i = 0; i < found.length; i++) {
            for (int j = 0; j < expected.get(i).size(); j++) {
                assertEquals(expected.get(i).get(j).doubleValue(), found[i][j * every], 1e-5, "row " + i + ", column " + j);
            }
        }
    }

    @Test
    void everyCommandTakesTheFolder() throws Exception {
        Path out = folder.resolve("whole");
        Said said = imported(resource("pythae.safetensors"), out, "--activation", "relu");
        assertEquals(0, said.exitCode(), said.err());
        for (String file : List.of("manifold.png", "metrics.json", "atlas.json", "report.html", "manifest.json")) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
        for (String command : List.of("manifold", "samples", "reconstruct", "traverse", "measure", "atlas", "report")) {
            var arguments = new ArrayList<>(List.of(command, out.toString(), "-q"));
            if (!command.equals("report")) arguments.addAll(List.of("--engine", "cpu", "--threads", "1"));
            if (command.equals("measure")) arguments.addAll(List.of("--importance-samples", "1"));
            Said again = Said.run(arguments.toArray(String[]::new));
            assertEquals(0, again.exitCode(), command + ": " + again.err());
        }
        Said explored = Said.run("explore", out.toString(), "--out", folder.resolve("e.html").toString(), "-q", "--engine",
                "cpu", "--threads", "1");
        assertEquals(0, explored.exitCode(), explored.err());
        assertEquals(0, imported(resource("pythae.safetensors"), out, "--activation", "relu").exitCode(), "the same once more");
        Said others = imported(resource("pythae.safetensors"), out, "--activation", "tanh");
        assertEquals(2, others.exitCode());
        assertTrue(others.err().contains("holds the results of other settings: model.activation is relu there"), others.err());
        Said goesOn = Said.run("train", "--dataset", "digits", "--train", "60", "--test", "240", "--hidden", "7,5",
                "--activation", "relu", "--out", out.toString(), "-q");
        assertEquals(2, goesOn.exitCode());
        assertTrue(goesOn.err().contains("training.imported is sha256-"), goesOn.err());
    }

    @ParameterizedTest
    @CsvSource({"mirror, ''", "likelihood, --likelihood continuous-bernoulli", "shape, '--decoder-hidden 5,6 --hidden []'",
            "gaussian, --likelihood gaussian", "shared, --likelihood gaussian --variance shared"})
    void aModelOfOursComesBackWithItsNumbers(String name, String options) throws Exception {
        Path trained = folder.resolve("trained-" + name), back = folder.resolve("back-" + name);
        var train = new ArrayList<>(List.of("train", "--hidden", "8", "--epochs", "2", "--batch", "20", "--no-atlas", "--out",
                trained.toString()));
        if (!options.isEmpty()) train.addAll(List.of(options.split(" ")));
        if (options.contains("--hidden")) train.subList(1, 3).clear();   // it is given among the options
        train.addAll(DATA);
        assertEquals(0, Said.run(train.toArray(String[]::new)).exitCode());
        var again = new ArrayList<>(List.of("--activation", "tanh", "--no-atlas"));
        if (name.equals("likelihood")) again.addAll(List.of(options.split(" ")));
        Said said = imported(trained.resolve("model.safetensors"), back, again.toArray(String[]::new));
        assertEquals(0, said.exitCode(), said.err());
        for (String picture : List.of("manifold.png", "samples.png", "reconstructions.png")) {
            assertEquals(pixels(trained.resolve(picture)), pixels(back.resolve(picture)), picture);
        }
        var metrics = new CellFolder(back).metricsIfAny();
        assertEquals(0, metrics.get("steps"));
        assertEquals(new CellFolder(trained).metricsIfAny().get("kl_per_dimension"), metrics.get("kl_per_dimension"));
    }

    private static int pixels(Path picture) throws Exception {
        BufferedImage image = ImageIO.read(picture.toFile());
        return Arrays.hashCode(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()));
    }

    @Test
    void whatDoesNotFitIsOneSentence() throws Exception {
        Path file = resource("pythae.safetensors");
        refuses("is a zip file, as torch.save writes it, and not safetensors; pickles can run programs", resource("pickle.pt"));
        refuses("is a pickle, as torch.save", Files.write(folder.resolve("old.pt"), new byte[] {(byte) 0x80, 2, 0x7D, 0x71}));
        refuses(" does not exist; give the path of a .safetensors file.", folder.resolve("none.safetensors"));
        refuses("has [7, 5] where --hidden says [7]; leave --hidden out", file, "--hidden", "7");
        refuses("has 2 where --latent says 3; leave --latent out", file, "--latent", "3");
        refuses("model.activation must be tanh, relu or softplus, found 'gelu'", file, "--activation", "gelu");
        refuses("which are neither our names nor pythae's nor those of PyTorch's example; say with --names",
                resource("stacked.safetensors"));
        refuses("--std must be a finite number above 0, not 0.0.", file, "--std", "0");
        refuses("names.yaml, line 2: 'encoder.nu' is no layer; there are encoder.hidden0", file, "--names",
                map("encoder.hidden0: a\nencoder.nu: b\n"));
        refuses("names.yaml, line 1: encoder.mu must name a module such as fc21, found [1]", file, "--names",
                map("encoder.mu: [1]\n"));
        refuses("has no tensor fc9.weight, which ", file, "--names", map("encoder.mu: fc9\n"));
        Path own = resource("own.safetensors");
        String ofOwn = resource("own.yaml").toString();
        refuses("has a decoder of means and no log σ²; say with --sigma2", own, "--names", ofOwn);
        refuses("has a decoder of means, which is gaussian, where --likelihood says bernoulli", own, "--names", ofOwn,
                "--likelihood", "bernoulli");
        refuses("has a decoder of logits, which --likelihood gaussian does not fit", file, "--likelihood", "gaussian");
        refuses("--sigma2 is for a decoder that gives means and no log σ², but that of ", file, "--sigma2", "2");
        refuses("has the tensor dec.2.weight with shape [1568, 6], but as decoder.mean of this model it needs [1568, 2]",
                resource("stacked.safetensors"), "--names",
                map("encoder.hidden0: enc.0\nencoder.mu: enc.2\nencoder.logvar: enc.2\ndecoder.mean: dec.2\n"
                        + "decoder.logvar: dec.2\n"));
        refuses("it is not a safetensors file", Files.write(folder.resolve("text.safetensors"),
                "this is not a file of weights".getBytes(StandardCharsets.UTF_8)));
        Path shapes = weights("{\"fc1.weight\":{\"dtype\":\"F32\",\"shape\":[2,784],\"data_offsets\":[0,6272]},"
                + "\"fc21.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[6272,6296]},"
                + "\"fc4.weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[6296,6300]}}", 6300);
        refuses("has the tensor fc21.weight with shape [2, 3], but as encoder.mu of this model it needs [2, 2].", shapes);
        Path huge = weights("{\"fc1.weight\":{\"dtype\":\"F32\",\"shape\":[2000000000,2000000000],\"data_offsets\":[0,8]}}", 8);
        refuses("more than 2³¹ − 1 numbers", huge);
    }

    private static void refuses(String words, Path file, String... options) {
        Path out = folder.resolve("refused");
        var all = new ArrayList<>(List.of(options));
        if (!all.contains("--activation")) all.addAll(List.of("--activation", "relu"));
        Said said = imported(file, out, all.toArray(String[]::new));
        assertEquals(2, said.exitCode(), said.err());
        assertEquals(1, said.err().lines().count(), said.err());
        assertTrue(said.err().contains(words), said.err());
        assertTrue(Files.notExists(out), "nothing is left behind");
    }

    private static String map(String yaml) throws Exception {
        return Files.writeString(folder.resolve("names.yaml"), yaml).toString();
    }

    private static Path weights(String header, int bytes) throws Exception {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + json.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(folder.resolve("made.safetensors"), all.putLong(json.length).put(json).array());
    }

    @Test
    void imagesOfAnotherSizeAreRefused() throws Exception {
        Said said = Said.run("import", resource("pythae.safetensors").toString(), "--dataset", "sprites", "--train", "60",
                "--test", "60", "--activation", "relu", "--out", folder.resolve("sprites").toString(), "-q");
        assertEquals(2, said.exitCode(), said.err());
        assertTrue(said.err().contains("is a model of 784 pixels, but the images of sprites have "), said.err());
    }

    @Test
    void experimentsCannotNameImportedWeights() throws Exception {
        Path file = Files.writeString(folder.resolve("x.yaml"),
                "dataset: digits\ntraining.imported: sha256-0123456789abcdef\n");
        Said said = Said.run("sweep", file.toString(), "--out", folder.resolve("x").toString(), "-q");
        assertEquals(2, said.exitCode());
        assertTrue(said.err().contains("training.imported says that import has made a model, which cannot be trained here"),
                said.err());
    }
}
