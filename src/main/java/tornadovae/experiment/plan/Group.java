package tornadovae.experiment.plan;

import java.util.List;
import tornadovae.experiment.config.Cell;

/**
 * Cells that are trained together, as replicas of one program.
 *
 * @param bytes of memory that they need together
 * @param flops floating-point operations of all their trainings
 */
public record Group(Family family, List<Cell> cells, long bytes, double flops) {

    public Group {
        cells = List.copyOf(cells);
    }

    public static Group of(Family family, List<Cell> cells) {
        return new Group(family, cells, family.bytes(cells.size()), family.flops() * cells.size());
    }

    /** Images that all its cells see in training. */
    public long images() {
        return family.images() * cells.size();
    }
}
