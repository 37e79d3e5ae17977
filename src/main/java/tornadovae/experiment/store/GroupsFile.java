package tornadovae.experiment.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tornadovae.UserError;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.plan.Group;
import tornadovae.file.AtomicFile;
import tornadovae.file.UserFile;

/** groups.jsonl: the groups of a plan in the order in which they should begin; group K is line K, from 1. */
public final class GroupsFile {

    private static final String NAME = "groups.jsonl";
    /** Characters that a line may have: a group of a hundred thousand cells with the longest ids. */
    private static final int LONGEST_LINE = 25_000_000;

    /**
     * A group as the file has it.
     *
     * @param number from 1
     * @param images that all its cells see in training
     * @param cells  their ids
     */
    public record Entry(int number, long images, List<String> cells) {

        public Entry {
            cells = List.copyOf(cells);
        }
    }

    private GroupsFile() {}

    static Path in(Path root) {
        return root.resolve(NAME);
    }

    static void write(Path root, List<Group> groups) {
        AtomicFile.write(in(root), out -> {
            for (int g = 0; g < groups.size(); g++) out.write((line(g + 1, groups) + "\n").getBytes(StandardCharsets.UTF_8));
        });
    }

    /** Whether the file has these groups; false where it cannot be read. */
    static boolean isOf(Path root, List<Group> groups) {
        try (BufferedReader lines = reader(in(root))) {
            for (int g = 0; g < groups.size(); g++) {
                if (!line(g + 1, groups).equals(lines.readLine())) return false;
            }
            return lines.readLine() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static String line(int number, List<Group> groups) {
        Group group = groups.get(number - 1);
        var entry = new LinkedHashMap<String, Object>();
        entry.put("group", number);
        entry.put("of", groups.size());
        entry.put("flops", group.flops());
        entry.put("bytes", group.bytes());
        entry.put("images", group.images());
        entry.put("cells", group.cells().stream().map(Cell::id).toList());
        return Json.line(entry);
    }

    /**
     * All groups.
     *
     * @throws UserError where there is no such file, or a damaged one
     */
    public static List<Entry> read(Path root) {
        Path file = in(root);
        var groups = new ArrayList<Entry>();
        try (BufferedReader lines = reader(file)) {
            int all = 1;
            for (String line = next(lines, file); line != null || groups.size() < all; line = next(lines, file)) {
                Map<String, Object> entry =
                        Optional.ofNullable(line).flatMap(Json::readLine).orElseThrow(() -> damaged(file, groups.size() + 1));
                groups.add(parse(entry, groups.size() + 1, file));
                all = (int) entry.get("of");
            }
            if (groups.size() > all) throw damaged(file, all + 1);
            return groups;
        } catch (NoSuchFileException e) {
            throw new UserError(root + " is not the folder of a planned sweep (it has no " + NAME
                    + "); write one with './run.sh sweep plan'.");
        } catch (CharacterCodingException e) {
            throw damaged(file, groups.size() + 1);
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e);
        }
    }

    private static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(UserFile.open(file), StandardCharsets.UTF_8.newDecoder()));
    }

    /** The next line, which is not taken into memory where no plan would have it. */
    private static String next(BufferedReader lines, Path file) throws IOException {
        var line = new StringBuilder();
        int c = lines.read();
        if (c < 0) return null;
        for (; c >= 0 && c != '\n'; c = lines.read()) {
            line.append((char) c);
            if (line.length() > LONGEST_LINE) {
                throw new UserError(
                        file + " has a line of more than " + LONGEST_LINE
                                + " characters: it is damaged; plan the experiment again.");
            }
        }
        return line.toString();
    }

    private static Entry parse(Map<String, Object> entry, int number, Path file) {
        if (!(entry.get("group") instanceof Integer group && group == number && entry.get("of") instanceof Integer
                && entry.get("images") instanceof Number images && entry.get("cells") instanceof List<?> list
                && list.stream().allMatch(id -> id instanceof String name && Cell.isId(name)))) {
            throw damaged(file, number);
        }
        return new Entry(number, images.longValue(), list.stream().map(String.class::cast).toList());
    }

    private static UserError damaged(Path file, int line) {
        return new UserError(file + ", line " + line
                + ", is not a group that this program wrote: it is damaged; plan the experiment again, which leaves its "
                + "results as they are.");
    }
}
