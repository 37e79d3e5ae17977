package tornadovae.cli.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.cli.Said;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.manifold.Gif;
import tornadovae.manifold.Png;

/** The command {@code figure} as a user meets it. */
class FigureCommandTest {

    private static final String SMALL = """
            dataset: {name: digits, train: 40, test: 20}
            model: {hidden: [6], latent: 3}
            training: {epochs: 3, batch: 20}
            pictures: {grid: 3, gif: true}
            sweep: {training.seed: [1, 2]}
            """;

    @TempDir
    static Path folder;

    private static Path results;
    private static Path cell;

    @BeforeAll
    static void train() throws Exception {
        results = folder.resolve("results");
        var said = Said.run("sweep", Files.writeString(folder.resolve("small.yaml"), SMALL).toString(), "--out",
                results.toString(), "--engine", "cpu", "--threads", "1", "-q");
        assertEquals(0, said.exitCode(), said.err());
        try (Stream<Path> cells = Files.list(results.resolve("cells"))) {
            cell = cells.sorted().findFirst().orElseThrow();
        }
    }

    private Said figure(String kind, Path of, String... options) {
        var arguments = new ArrayList<>(List.of("figure", kind, of.toString(), "--engine", "cpu", "--threads", "1", "-q"));
        arguments.addAll(List.of(options));
        return Said.run(arguments.toArray(String[]::new));
    }

    private Path drawn(String kind, String... options) {
        var said = figure(kind, cell, options);
        assertEquals(0, said.exitCode(), said.err());
        return Path.of(said.out().strip());
    }

    @ParameterizedTest
    @CsvSource({"manifold, figure-manifold-20x20", "samples, figure-samples-10x10",
            "reconstructions, figure-reconstructions-2x10", "traversals, figure-traversals-11", "growth, figure-growth-5"})
    void everyKindIsDrawnInEveryFormat(String kind, String name) throws Exception {
        for (String format : List.of("png", "svg", "pdf")) {
            assertEquals(cell.resolve(name + "." + format), drawn(kind, "--format", format));
        }
        assertEquals(1004, ImageIO.read(cell.resolve(name + ".png").toFile()).getWidth(), "85 mm at 300 dpi");
        assertTrue(Png.text(cell.resolve(name + ".png")).get("Description").startsWith("digits, 3 latent dimensions"));
        assertTrue(Files.readString(cell.resolve(name + ".svg")).contains("width=\"85mm\""));
        try (var pdf = Loader.loadPDF(cell.resolve(name + ".pdf").toFile())) {
            assertEquals(85 * 72 / 25.4, pdf.getPage(0).getMediaBox().getWidth(), 1e-3);
        }
    }

    @Test
    void optionsAreInTheNameAndInTheFigure() throws Exception {
        Path file = drawn("manifold", "--pair", "z3,z1", "--grid", "4", "--axis", "u", "--invert", "--frames", "--width", "3in",
                "--format", "pdf");
        assertEquals("figure-manifold-4x4-z3-z1-inverted-frames-u-3in.pdf", file.getFileName().toString());
        try (var pdf = Loader.loadPDF(file.toFile())) {
            // what is read upwards comes letter by letter
            String text = new PDFTextStripper().getText(pdf).replaceAll("\\s", "");
            assertTrue(text.contains("u3") && text.contains("u1") && text.contains("0.75"), text);
        }
        try (var pdf = Loader.loadPDF(drawn("manifold", "--no-labels", "--format", "pdf").toFile())) {
            assertEquals("", new PDFTextStripper().getText(pdf).strip());
        }
    }

    @Test
    void theFormatIsThatOfTheFilesEnding() throws Exception {
        Path file = drawn("samples", "--grid", "2", "--out", folder.resolve("two.svg").toString());
        assertTrue(Files.readString(file).startsWith("<?xml"));
    }

    @Test
    void everyModelOfAnExperimentIsDrawnAndTheSameWayTwice() throws Exception {
        var said = figure("samples", results, "--grid", "3", "--dpi", "100");
        List<String> files = said.out().lines().toList();
        assertEquals(2, files.size(), said.err());
        byte[] first = Files.readAllBytes(Path.of(files.getFirst()));
        figure("samples", results, "--grid", "3", "--dpi", "100");
        assertArrayEquals(first, Files.readAllBytes(Path.of(files.getFirst())));
        assertEquals(
                "tornado-vae: --out names one file, but " + results
                        + " holds 2 models; give the folder of one of its cells, or leave --out away.\n",
                figure("samples", results, "--out", folder.resolve("one.png").toString()).err());
    }

    @Test
    void growthMoves() throws Exception {
        Path apng = drawn("growth", "--format", "apng"), gif = drawn("growth", "--out", folder.resolve("growth.gif").toString());
        assertEquals("figure-growth.apng", apng.getFileName().toString());
        assertEquals(502, ImageIO.read(apng.toFile()).getWidth(), "150 dpi on screens");
        assertEquals(3, Gif.frames(gif).size());
    }

    @Test
    void chartsOfTheReportAreDrawnOfTheExperiment() throws Exception {
        var said = figure("loss-total", results, "--format", "pdf", "--title");
        assertEquals(results.resolve("figure-loss-total-titled.pdf") + System.lineSeparator(), said.out(), said.err());
        try (var pdf = Loader.loadPDF(results.resolve("figure-loss-total-titled.pdf").toFile())) {
            assertTrue(new PDFTextStripper().getText(pdf).contains("epoch"));
            assertTrue(pdf.getDocumentInformation().getSubject().startsWith("Test images at the end of each epoch"),
                    pdf.getDocumentInformation().getSubject());
        }
        var unknown = figure("loss-totl", results);
        assertTrue(unknown.err().contains(", or a chart for which " + results + " has values: ")
                && unknown.err().endsWith("; not 'loss-totl'; did you mean loss-total?\n"), unknown.err());
    }

    @Test
    void whatAnAtlasSaysIsDrawnOnceItIsThere() throws Exception {
        assertEquals("tornado-vae: A figure of slant shows what atlas.json says of a model, but none in " + cell
                + " has it; run ./run.sh atlas " + cell + " first.\n", figure("slant", cell).err());
        String atlas =
                """
                        {"configuration": "%s", "step": %d, "across": 0, "up": 2, "classes": ["0", "1"], "class_map": {"class": [[0, 1], [1, 1]], "confidence": [[1, 0.9], [0.3, 1]], "threshold": 0.5},
                         "drivers": {"attributes": [{"name": "slant", "unit": "degrees", "field": [[-1, 2], [3, 4]]}]}}
                        """;
        TrainedCell trained = TrainedCell.read(new CellFolder(cell));
        String configuration = trained.configuration().hash();
        int step = trained.checkpoint().step();
        try {
            Files.writeString(cell.resolve("atlas.json"), atlas.formatted(configuration, step - 1));
            assertTrue(figure("slant", cell).err().contains("none in " + cell + " has it"), "the model was trained further");
            Files.writeString(cell.resolve("atlas.json"), atlas.formatted(configuration, step));
            try (var pdf = Loader.loadPDF(drawn("slant", "--format", "pdf").toFile())) {
                // what is read upwards comes letter by letter
                String text = new PDFTextStripper().getText(pdf).replaceAll("\\s", "");
                assertTrue(text.contains("z3") && text.contains("slant(degrees)"), text);
            }
            assertEquals(cell.resolve("figure-class-map.png"), drawn("class-map"));
        } finally {
            Files.delete(cell.resolve("atlas.json"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    manifolt --dpi 300 | KIND must be one of manifold, samples, reconstructions, traversals, growth, class-map, smoothness, condition, slant, thickness
                    samples --pair z1,z2 | --pair does not belong to a figure of samples, only to manifold.
                    samples --no-labels | --labels and --no-labels do not belong to a figure of samples, only to manifold, reconstructions, traversals, growth, pictures of the latent plane.
                    manifold --title | --title does not belong to a figure of manifold, only to charts.
                    manifold --pair z1,z4 | --pair must be two different latent dimensions of
                    manifold --pair x | --pair must be two latent dimensions, counted from 1 as in pictures, such as z1,z2; not 'x'.
                    manifold --grid 0 | --grid must be between 1 and 200, not 0.
                    manifold --width 85 | --width must be a number with its unit mm, cm, in or pt, between 20mm and 1000mm, such as 85mm; not '85'.
                    manifold --dpi 9 | --dpi must be between 36 and 2400, not 9.
                    manifold --format pfd | --format must be one of png, svg, pdf, not 'pfd'; did you mean pdf?
                    manifold --format gif | --format must be one of png, svg, pdf, not 'gif', which only growth has.
                    manifold --out x.jpg | --out must end in one of .png, .svg, .pdf, or --format must say what to write; not 'x.jpg'
                    manifold --out x.png --format pdf | --format pdf does not fit --out, which ends in .png; leave one of them away.
                    """)
    void mistakeIsOneSentenceAndExitCodeTwo(String arguments, String sentence) {
        String[] words = arguments.split(" ");
        var said = figure(words[0], cell, Stream.of(words).skip(1).toArray(String[]::new));
        assertEquals(2, said.exitCode());
        assertTrue(said.err().startsWith("tornado-vae: " + sentence), said.err());
        assertEquals("", said.out());
        assertEquals(1, said.err().lines().count());
    }
}
