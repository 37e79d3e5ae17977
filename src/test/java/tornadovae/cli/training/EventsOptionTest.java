package tornadovae.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.cli.Said;
import tornadovae.tensorboard.EventReader;

/** {@code --tensorboard} as a user meets it. */
class EventsOptionTest {

    @TempDir
    Path folder;

    private static void run(String... arguments) {
        Said said = Said.run(arguments);
        assertEquals(0, said.exitCode(), said.err());
    }

    private static List<Long> steps(Path cell) throws Exception {
        return EventReader.read(cell).stream().filter(event -> event.scalars().containsKey("test/total"))
                .map(EventReader.Event::step).toList();
    }

    @Test
    void theWorkersOfASweepWriteEventsAndATrainingThatGoesOnAddsToThem() throws Exception {
        Path yaml = Files.writeString(folder.resolve("small.yaml"), """
                dataset: {name: digits, train: 40, test: 10}
                model: {hidden: [4]}
                training: {epochs: 2, batch: 20}
                pictures: {grid: 2}
                sweep: {training.seed: [1, 2]}
                """);
        Path sweep = folder.resolve("sweep"), single = folder.resolve("single");
        run("sweep", yaml.toString(), "--out", sweep.toString(), "--threads", "1", "--no-report", "--tensorboard");
        try (var cells = Files.list(sweep.resolve("cells"))) {
            for (Path cell : cells.toList()) assertEquals(List.of(1L, 2L), steps(cell));
        }
        String[] train = {"train", "--dataset", "digits", "--train", "40", "--test", "10", "--hidden", "4", "--batch", "20",
                "--grid", "2", "--threads", "1", "--out", single.toString(), "--tensorboard", "--epochs"};
        run(Stream.concat(Stream.of(train), Stream.of("1")).toArray(String[]::new));
        assertEquals(List.of(1L), steps(single));
        run(Stream.concat(Stream.of(train), Stream.of("3", "--continue")).toArray(String[]::new));
        assertEquals(List.of(1L, 2L, 3L), steps(single));
    }
}
