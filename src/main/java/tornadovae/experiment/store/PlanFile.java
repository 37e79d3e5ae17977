package tornadovae.experiment.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tornadovae.UserError;
import tornadovae.data.DataDigest;
import tornadovae.data.DataSpec;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.plan.Family;
import tornadovae.experiment.plan.Group;
import tornadovae.experiment.plan.Plan;
import tornadovae.file.AtomicFile;
import tornadovae.file.UserFile;

/**
 * plan.json: the experiment's name, its overrides, and every cell with its hash, what is swept, and its size. It does not depend
 * on the machine, so groups are not in it. It is written and read cell by cell, because there may be a million.
 */
public final class PlanFile {

    private static final String NAME = "plan.json";
    private static final String CELLS = "cells";

    private static final String DATA = "data";

    /** A cell as the file has it. */
    public record Entry(String id, Map<String, Object> swept) {}

    private PlanFile() {}

    static boolean exists(Path root) {
        return Files.exists(root.resolve(NAME));
    }

    static void write(Path root, Plan plan) {
        AtomicFile.write(root.resolve(NAME), out -> write(plan, out));
    }

    static void write(Plan plan, OutputStream out) throws IOException {
        var head = new LinkedHashMap<String, Object>();
        head.put("experiment", plan.experiment().name());
        head.put("overrides", plan.experiment().overrides());
        head.put("excluded", plan.experiment().excluded());
        head.put("flops", plan.flops());
        var images = new LinkedHashMap<String, Object>();
        for (Group group : plan.groups()) {
            DataDigest digest = group.family().shape().digest();
            if (!digest.equals(DataDigest.UNKNOWN)) images.put(name(group.family().dataset()), digest.toMap());
        }
        if (!images.isEmpty()) head.put(DATA, images);
        Map<String, Map<String, Object>> sizes = new HashMap<>();
        Map<Family, Map<String, Object>> known = new HashMap<>();
        for (Group group : plan.groups()) {
            Map<String, Object> size = known.computeIfAbsent(group.family(), PlanFile::sizes);
            for (Cell cell : group.cells()) sizes.put(cell.id(), size);
        }
        Json.write(out, head, CELLS, plan.cells().stream().map(cell -> {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("id", cell.id());
            entry.put("hash", cell.hash());
            entry.put("swept", cell.swept());
            entry.putAll(sizes.get(cell.id()));
            return entry;
        }).iterator());
    }

    private static String name(DataSpec spec) {
        return spec.name() + ", " + spec.train() + ", " + spec.test() + ", " + spec.seed();
    }

    /** Which images the plan was made with, by the head of its file. */
    static DataDigest data(Map<String, Object> head, DataSpec spec) {
        if (!(head.get(DATA) instanceof Map<?, ?> images)) return DataDigest.UNKNOWN;
        return DataDigest.parse(images.get(name(spec))).orElse(DataDigest.UNKNOWN);
    }

    private static Map<String, Object> sizes(Family family) {
        var sizes = new LinkedHashMap<String, Object>();
        sizes.put("parameters", family.parameters());
        sizes.put("bytes", family.bytes(1));
        sizes.put("flopsPerStep", family.flopsPerStep());
        sizes.put("steps", family.steps());
        return sizes;
    }

    /**
     * What stands before the cells.
     *
     * @throws UserError where there is no plan, or a damaged one
     */
    static Map<String, Object> head(Path root) {
        return requireHead(root, read(root, _ -> {}));
    }

    /** Hears of every cell, in the order of the experiment; errors as {@link #head}. */
    static void forEachCell(Path root, Consumer<Entry> cell) {
        requireHead(root, read(root, entry -> {
            if (!(entry instanceof Map<?, ?> map && map.get("swept") instanceof Map<?, ?>)) throw damaged(root);
            cell.accept(entry(entry).orElseThrow(() -> damaged(root)));
        }));
    }

    /**
     * As {@link #forEachCell}, of a plan as far as it can be read: entries that name no cell are left out, and what is swept is
     * empty where it is missing.
     *
     * @return what stands before the cells, whatever that is
     * @throws UserError where there is no plan, or one that is no JSON
     */
    public static Map<String, Object> forEachReadable(Path root, Consumer<Entry> cell) {
        return read(root, entry -> entry(entry).ifPresent(cell));
    }

    private static Optional<Entry> entry(Object value) {
        if (!(value instanceof Map<?, ?> map && map.get("id") instanceof String id && Cell.isId(id))) return Optional.empty();
        var swept = new LinkedHashMap<String, Object>();
        if (map.get("swept") instanceof Map<?, ?> values) values.forEach((key, of) -> swept.put(String.valueOf(key), of));
        return Optional.of(new Entry(id, swept));
    }

    private static Map<String, Object> requireHead(Path root, Map<String, Object> head) {
        if (head.get("experiment") instanceof String && head.get("overrides") instanceof List<?>) return head;
        throw damaged(root);
    }

    private static Map<String, Object> read(Path root, Consumer<Object> cell) {
        Path file = root.resolve(NAME);
        try (InputStream in = UserFile.open(file); JsonParser parser = Json.parser(in)) {
            var head = new LinkedHashMap<String, Object>();
            if (parser.nextToken() != JsonToken.START_OBJECT) throw damaged(root);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName();
                if (parser.nextToken() != JsonToken.START_ARRAY
                        || !key.equals(CELLS)) {
                    head.put(key, parser.readValueAs(Object.class));
                } else {
                    while (parser.nextToken() != JsonToken.END_ARRAY) cell.accept(parser.readValueAs(Object.class));
                }
            }
            return head;
        } catch (NoSuchFileException e) {
            throw new UserError(
                    root + " is not the folder of a sweep (it has no plan.json); give one that './run.sh sweep' or './run.sh "
                            + "sweep plan' has written, such as results/quickstart.");
        } catch (JacksonIOException e) {
            throw UserFile.cannotRead(file, e.getCause());
        } catch (JacksonException e) {
            throw damaged(root);
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e);
        }
    }

    private static UserError damaged(Path root) {
        return new UserError(root.resolve(NAME)
                + " is damaged: it is not a plan that this program wrote; plan the experiment again, which leaves its "
                + "results as they are.");
    }
}
