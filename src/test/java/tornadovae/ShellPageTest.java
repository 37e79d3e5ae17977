package tornadovae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;

/** The JShell session in docs/library.md runs. */
class ShellPageTest {

    @Test
    void theSessionDrawsADigit() throws IOException {
        var page = Pattern.compile("```jshell\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("docs/library.md")));
        assertTrue(page.find());
        String session = page.group(1);
        assertTrue(session.contains("2_000, 200"), "the session's sizes, made small here");
        var drawn = new ByteArrayOutputStream();
        try (var out = new PrintStream(drawn, true, StandardCharsets.UTF_8);
                JShell shell = JShell.builder().out(out).err(out)
                        .remoteVMOptions("--add-modules", "jdk.incubator.vector", "-Xmx512m").build()) {
            for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) shell.addToClasspath(place);
            evaluate(shell, session.replace("2_000, 200", "200, 20"));
        }
        List<String> lines = drawn.toString(StandardCharsets.UTF_8).lines().filter(line -> line.matches("[.#]+")).toList();
        assertEquals(28, lines.size(), drawn::toString);
        for (String line : lines) assertEquals(28, line.length());
    }

    private static void evaluate(JShell shell, String session) {
        for (String rest = session; !rest.isBlank();) {
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (var event : shell.eval(next.source())) {
                String of = next.source() + shell.diagnostics(event.snippet()).map(found -> found.getMessage(null)).toList();
                assertEquals(Snippet.Status.VALID, event.status(), of);
                assertEquals(null, event.exception(), of);
            }
            rest = next.remaining();
        }
    }
}
