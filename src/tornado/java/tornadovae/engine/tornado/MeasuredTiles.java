package tornadovae.engine.tornado;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import tornadovae.UserError;
import tornadovae.engine.tornado.TileChoice.Product;
import tornadovae.file.AtomicFile;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/**
 * What {@link TileTrial}s have found, kept in the user's cache: a file for each device with its driver, TornadoVM's version and
 * the state of the kernels, a line for each product and number of replicas. Several programs may write it at the same time: the
 * last one's lines win, and what is lost is measured again.
 */
final class MeasuredTiles {

    private final Path file;

    /** @param folder the cache's */
    MeasuredTiles(Path folder, TornadoDevice device) {
        String info = device.getPhysicalDevice().getDeviceName().strip() + "\n" + device.getDeviceInfo() + "\n" + TornadoDevices
                .version();
        var state = new CRC32();
        state.update(info.getBytes());
        for (Class<?> kernels : List.of(TileProducts.class, Tile.class)) state.update(code(kernels));
        String name = device.getPhysicalDevice().getDeviceName().strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        file = folder.resolve("tiles").resolve(name + "-" + Long.toHexString(state.getValue()) + ".txt");
    }

    /** The tiles of these products; a trial measures what the file does not have. */
    Map<Product, Tile> of(Iterable<Product> products, int replicas, TileTrial trial) {
        Map<String, Tile> known = read();
        var tiles = new HashMap<Product, Tile>();
        var unknown = new ArrayList<Product>();
        for (Product product : products) {
            Tile tile = known.get(line(product, replicas));
            if (tile != null && product.candidates().contains(tile)) {
                tiles.put(product, tile);
            } else if (product.candidates().size() > 1) {
                unknown.add(product);
            }
        }
        if (unknown.isEmpty()) return tiles;
        Map<Product, Tile> found = trial.fastest(unknown);
        tiles.putAll(found);
        known = read();
        for (Map.Entry<Product, Tile> entry : found.entrySet()) known.put(line(entry.getKey(), replicas), entry.getValue());
        write(known);
        return tiles;
    }

    private static String line(Product product, int replicas) {
        return product + ", replicas " + replicas;
    }

    /** Lines that are none are as if they were not there. */
    private TreeMap<String, Tile> read() {
        var known = new TreeMap<String, Tile>();
        if (!Files.isRegularFile(file)) return known;
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(": ");
                Arrays.stream(Tile.values()).filter(tile -> parts.length == 2 && tile.toString().equals(parts[1]))
                        .forEach(tile -> known.put(parts[0], tile));
            }
        } catch (IOException | UncheckedIOException e) {
            known.clear(); // measured again
        }
        return known;
    }

    /** A cache that cannot be written only costs the next trial. */
    private void write(Map<String, Tile> known) {
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.writeString(file, known.entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                    .collect(Collectors.joining()));
        } catch (IOException | UserError e) {
            // nothing else depends on it
        }
    }

    private static byte[] code(Class<?> type) {
        try (InputStream code = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return code.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is kept. */
    Path file() {
        return file;
    }
}
