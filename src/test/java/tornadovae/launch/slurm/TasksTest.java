package tornadovae.launch.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;

class TasksTest {

    @TempDir
    Path folder;

    @Test
    void aGroupIsATaskWhereThereIsRoom() {
        assertEquals(List.of(List.of(3), List.of(5), List.of(9)), Tasks.of(List.of(3, 5, 9), 1000).groups());
    }

    @Test
    void moreGroupsThanTasksAreDealtOutLongestFirst() {
        assertEquals(List.of(List.of(1, 4, 7), List.of(2, 5), List.of(3, 6)), Tasks.of(List.of(1, 2, 3, 4, 5, 6, 7), 3).groups());
    }

    @Test
    void everyGroupHasOneTask() {
        var groups = IntStream.rangeClosed(1, 10_000).boxed().toList();
        var tasks = Tasks.of(groups, 1000);
        assertEquals(1000, tasks.size());
        assertEquals(groups, tasks.groups().stream().flatMap(List::stream).sorted().toList());
    }

    @Test
    void theFileHasALineATask() throws Exception {
        Path file = folder.resolve("tasks");
        var tasks = Tasks.of(List.of(1, 2, 3, 4, 5), 3);
        tasks.write(file);
        assertEquals("1 4\n2 5\n3\n", Files.readString(file));
        assertEquals(tasks, Tasks.read(file));
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        Path file = folder.resolve("tasks");
        for (byte[] damaged : List.of("1 x\n".getBytes(), new byte[] {'1', '\n', (byte) 0xff, '\n'})) {
            Files.write(file, damaged);
            assertEquals(file + " is not a list of groups: it is damaged; delete the folder it is in, then submit again.",
                    assertThrows(UserError.class, () -> Tasks.read(file)).getMessage());
        }
    }
}
