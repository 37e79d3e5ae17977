package tornadovae.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreboardTest {

    @TempDir
    Path folder;

    private Scoreboard all() {
        return Scoreboard.of(KnownResults.ALL.stream().flatMap(claim -> Stream.of(Effort.values())
                .map(form -> new Trained(claim.name(), form, folder.resolve("results")).evidence())).toList());
    }

    @Test
    void aRowForEveryClaimAndForm() throws Exception {
        all().write(folder.resolve("board"));
        List<String> lines = Files.readAllLines(folder.resolve("board/scoreboard.csv"));
        assertEquals(1 + 2 * KnownResults.ALL.size(), lines.size());
        assertEquals("claim,form,sentence,source,expected,tolerance,got,verdict", lines.getFirst());
        for (String line : lines.subList(1, lines.size())) assertTrue(line.endsWith(",,not run"), line);
    }

    @Test
    void theTableHasAsManyFieldsInEveryLine() throws Exception {
        all().write(folder.resolve("board"));
        List<String> table =
                Files.readAllLines(folder.resolve("board/README.md")).stream().filter(line -> line.startsWith("|")).toList();
        assertEquals(2 + 2 * KnownResults.ALL.size(), table.size());
        for (String line : table) assertEquals(9, line.split("(?<!\\\\)\\|", -1).length, line); // |KL − C| must not make columns
    }

    @Test
    void picturesLieBesideTheTable() throws Exception {
        var trained = new Trained("kingma-welling-figures-4-5", Effort.QUICK, folder.resolve("results"))
                .finish(_ -> Map.of("test_total", 150.0));
        for (Path picture : trained.evidence().pictures().values()) Files.writeString(picture, picture.getFileName().toString());
        all().write(folder.resolve("board"));
        assertEquals("manifold.png", Files.readString(folder.resolve("board/figure-4-manifold.png")));
        assertEquals("samples.png", Files.readString(folder.resolve("board/figure-5-samples-20d.png")));
        assertTrue(Files.readString(folder.resolve("board/README.md")).contains("![figure 4 manifold](figure-4-manifold.png)"));
    }
}
