package tornadovae.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.cli.Said;

/** The script of {@code completion}, in a real bash. */
class CompletionTest {

    private static final String ASK = """
            source "$1"; shift
            complete -p run.sh
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
            compopt() { :; }
            "$(complete -p run.sh | sed 's/.*-F \\([^ ]*\\) .*/\\1/')"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path folder;

    private List<String> offered(String... words) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        if (Files.notExists(script)) {
            Said said = Said.run("completion");
            assertEquals(0, said.exitCode());
            Files.writeString(script, said.out());
        }
        var command = new ArrayList<>(List.of("bash", "-c", ASK, "bash", script.toString(), "./run.sh"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().readAllAsString().lines().toList();
        assertEquals(0, process.waitFor(), lines.toString());
        assertEquals("complete -o default -F _complete_tornado_vae run.sh", lines.getFirst());
        return List.copyOf(new TreeSet<>(lines.subList(1, lines.size()).stream().map(String::strip).toList()));
    }

    @Test
    void commandsAreCompleted() throws Exception {
        assertEquals(List.of("train", "traverse"), offered("tra"));
        assertEquals(List.of("status"), offered("sweep", "sta"));
    }

    @Test
    void optionsAndTheirValuesAreCompleted() throws Exception {
        assertEquals(List.of("--latent"), offered("train", "--lat"));
        assertEquals(List.of("tornado"), offered("train", "--engine", "t"));
    }

    @Test
    void nothingElseOfTheShellIsTaken() throws Exception {
        String script = Said.run("completion").out();
        assertEquals(List.of("complete -F _complete_tornado_vae -o default run.sh"),
                script.lines().filter(line -> line.startsWith("complete ")).toList());
    }
}
