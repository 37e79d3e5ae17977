package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code train --continue} as a user meets it. */
class ContinueTest {

    @TempDir
    Path folder;

    private Said train(String out, String... more) {
        return Said.run(Stream.concat(Stream.of("train", "--dataset", "digits", "--train", "80", "--test", "30", "--hidden",
                "8", "--batch", "20",
                "--grid", "3", "--threads", "1", "--out", folder.resolve(out).toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    /** All but what says when and where. */
    private TreeMap<String, byte[]> files(String out) throws Exception {
        var files = new TreeMap<String, byte[]>();
        try (var all = Files.list(folder.resolve(out))) {
            for (Path file : all.toList()) {
                if (!List.of("provenance.json", "report.html").contains(file.getFileName().toString())) {
                    files.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    @Test
    void aTrainingThatGoesOnHasTheBytesOfOneThatWasAsLongFromTheStart() throws Exception {
        assertEquals(0, train("short", "--epochs", "2").exitCode());
        assertEquals(2, train("short", "--epochs", "5").exitCode(), "nothing goes on unasked");
        assertEquals(0, train("short", "--epochs", "5", "--continue").exitCode());
        assertEquals(0, train("long", "--epochs", "5").exitCode());
        var shorter = files("short");
        var longer = files("long");
        assertEquals(longer.keySet(), shorter.keySet());
        assertTrue(longer.containsKey("manifest.json"));
        for (String name : longer.keySet()) assertArrayEquals(longer.get(name), shorter.get(name), name);

        var provenance = JsonMapper.builder().build().readTree(Files.readString(folder.resolve("short")
                .resolve("provenance.json")));
        var continued = provenance.get("continued").get(0);
        assertEquals(2, continued.get("epochs").intValue());
        assertEquals(5, continued.get("toEpochs").intValue());
        assertEquals(8, continued.get("step").intValue());
        assertEquals(8, provenance.get("runs").get(1).get("fromStep").intValue());
        assertEquals(0, train("short", "--epochs", "5", "--continue").exitCode(), "the same command again finds all done");
    }

    @Test
    void onlyTheNumberOfEpochsMayGrow() throws Exception {
        assertEquals(0, train("a", "--epochs", "2").exitCode());
        var before = files("a");
        String path = folder.resolve("a").toString();
        assertRefused(path + " is a training of 2 epochs; --continue needs more --epochs than that, not 1.",
                train("a", "--epochs", "1", "--continue"));
        assertRefused(path + " cannot go on with other settings: training.seed is 1 there and 2 now; give what it was trained "
                + "with, and "
                + "more --epochs.", train("a", "--epochs", "4", "--seed", "2", "--continue"));
        assertRefused(path + " has not kept the pictures of its first epochs; leave out --gif to go on without training.gif.",
                train("a", "--epochs", "4", "--gif", "--continue"));
        var after = files("a");
        for (String name : before.keySet()) assertArrayEquals(before.get(name), after.get(name), name);
    }

    private static void assertRefused(String sentence, Said said) {
        assertEquals("tornado-vae: " + sentence, said.err().lines().filter(line -> line.startsWith("tornado-vae: "))
                .findFirst().orElse(said.err()));
        assertEquals(2, said.exitCode());
    }
}
