package tornadovae.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table that 'bench machine-code' has written, as it stands in {@code experiments/bench/machine-code}: it is part of the
 * program.
 */
final class MachineCodeTable {

    /**
     * A launch of a kernel.
     *
     * @param groups    work-groups for all replicas; 0 where TornadoVM chooses them, and {@code items} of each
     * @param tileRows  of the result, a work-group computes; 0 for what is no product in tiles; likewise {@code tileColumns}
     * @param tileDepth terms of the sums in local memory at a time
     * @param terms     of the longest sums of its products; 0 for what is no product
     * @param flops     of one replica
     * @param bytes     of all tensors that it must read or write, each once, of one replica
     */
    record Row(Workload workload, int replicas, String kernel, long groups, int items, int tileRows, int tileColumns,
            int tileDepth, int terms, long flops, long bytes, MachineCode code) {}

    private MachineCodeTable() {}

    /** @return the launches of one training step, in their order; empty where the table has no such step */
    static List<Row> step(Workload workload, int replicas) {
        return all().stream().filter(row -> row.workload == workload && row.replicas == replicas).toList();
    }

    static List<Row> all() {
        try (var file = MachineCodeTable.class.getResourceAsStream("machine-code.csv")) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Row> parse(String csv) {
        List<String> lines = csv.lines().toList();
        String[] names = lines.getFirst().split(",");
        var rows = new ArrayList<Row>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.length; i++) row.put(names[i], fields[i]);
            String[] tile = row.get("tile").isEmpty() ? new String[] {"0", "0", "0"} : row.get("tile").split("×");
            var code = new MachineCode(whole(row, "registers"), whole(row, "spilled"), whole(row, "stack"), whole(row, "shared"),
                    whole(row, "instructions"), whole(row, "loop"), whole(row, "multiply-adds"), whole(row, "stage"));
            rows.add(new Row(Workload.valueOf(row.get("workload")), whole(row, "replicas"), row.get("kernel"),
                    Long.parseLong(row.get("groups")), whole(row, "items"), Integer.parseInt(tile[0]), Integer.parseInt(tile[1]),
                    Integer.parseInt(tile[2]), whole(row, "terms"), Long.parseLong(row.get("flops")),
                    Long.parseLong(row.get("bytes")), code));
        }
        return rows;
    }

    private static int whole(Map<String, String> row, String name) {
        return Integer.parseInt(row.get(name));
    }
}
