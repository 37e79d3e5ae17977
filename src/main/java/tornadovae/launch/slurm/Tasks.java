package tornadovae.launch.slurm;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tornadovae.UserError;
import tornadovae.file.AtomicFile;
import tornadovae.file.TextFile;
import tornadovae.file.UserFile;

/**
 * Which groups each task of an array takes, one after another.
 *
 * @param groups by task, from task 1 on: numbers of groups
 */
record Tasks(List<List<Integer>> groups) {

    Tasks {
        groups = groups.stream().map(List::copyOf).toList();
    }

    /** Task T of N takes the groups T, T+N, T+2N, … of a list: as the longest stand first, the tasks take about as long. */
    static Tasks of(List<Integer> groups, int most) {
        int number = Math.min(groups.size(), most);
        var tasks = new ArrayList<List<Integer>>();
        for (int t = 0; t < number; t++) tasks.add(new ArrayList<>());
        for (int i = 0; i < groups.size(); i++) tasks.get(i % number).add(groups.get(i));
        return new Tasks(tasks);
    }

    int size() {
        return groups.size();
    }

    /** A line a task: the numbers of its groups. The array's script reads it. */
    void write(Path file) {
        AtomicFile.writeString(file,
                groups.stream().map(task -> task.stream().map(String::valueOf).collect(Collectors.joining(" ")) + "\n")
                        .collect(Collectors.joining()));
    }

    /** What {@link #write} wrote. */
    static Tasks read(Path file) {
        try {
            return new Tasks(TextFile.read(file).lines()
                    .map(line -> Arrays.stream(line.split(" ")).map(Integer::valueOf).toList()).toList());
        } catch (CharacterCodingException | NumberFormatException e) {
            throw new UserError(file + " is not a list of groups: it is damaged; delete the folder it is in, then submit again.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e);
        }
    }
}
