package tornadovae.reproduction;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import tornadovae.UserError;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.store.CellFolder;

/**
 * A cell that was trained to its end.
 *
 * @param metrics the contents of metrics.json
 */
public record FinishedCell(Cell cell, CellFolder folder, Map<String, Object> metrics) {

    public Configuration configuration() {
        return cell.configuration();
    }

    /** A number of metrics.json, or of measures.json where it is not there; not one that was measured on fewer test images. */
    OptionalDouble number(String name) {
        if (metrics.get(name) instanceof Number n) return OptionalDouble.of(n.doubleValue());
        Map<String, Object> measures = folder.measuresIfAny();
        boolean sameImages = Objects.equals(measures.get("test_images"), metrics.get("test_images"));
        return sameImages && measures.get(name) instanceof Number n ? OptionalDouble.of(n.doubleValue()) : OptionalDouble.empty();
    }

    /** As {@link #number}, of what every finished cell has. */
    double metric(String name) {
        return number(name).orElseThrow(() ->
                new UserError(1, folder.metrics() + " has no " + name
                + ": it is of another version; delete the folder it is in, then run the same command again.", null));
    }
}
