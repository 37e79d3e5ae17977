package tornadovae.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures are drawn where there are no fonts: in a JVM of its own, what Java would find them by is never loaded. */
class FontsOfTheMachineTest {

    /** What the other JVM runs. */
    static final class Drawing {

        private Drawing() {}

        public static void main(String[] arguments) {
            for (var format : FigureFormat.values()) {
                format.write(Path.of(arguments[0], "loss." + format), new ChartFigure(Charts.loss(), 240, true), 150,
                        Map.of("Title", "loss"));
            }
        }
    }

    @TempDir
    Path folder;

    @Test
    void figuresNeedNone() throws Exception {
        Path loaded = folder.resolve("classes.txt");
        var builder = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djava.awt.headless=true",
                        "-Xshare:auto", "-Xlog:class+load:file=" + loaded, "-cp", System.getProperty("java.class.path")
                                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                        Drawing.class.getName(), folder.toString()));
        builder.environment().put("FONTCONFIG_FILE", "/there/is/none");
        builder.environment().put("FONTCONFIG_PATH", "/there/is/none");
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("said.txt").toFile());
        int exitCode = builder.start().waitFor();
        assertEquals(0, exitCode, this::said);
        for (var format : FigureFormat.values()) assertTrue(Files.size(folder.resolve("loss." + format)) > 5_000);
        List<String> classes = Files.readAllLines(loaded);
        assertTrue(classes.stream().anyMatch(line -> line.contains("tornadovae.figure.RasterCanvas")),
                "the log tells what is loaded");
        for (String name : List.of("sun.font.FontManager", "sun.font.SunFontManager", "sun.awt.FontConfiguration",
                "sun.font.FontManagerNativeLibrary", "sun.font.FontScaler")) {
            assertTrue(classes.stream().noneMatch(line -> line.contains(name)), name);
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
