package tornadovae.experiment;

import java.util.List;

/** Cells that are trained together, as replicas of one program. */
public record Group(Family family, List<Cell> cells) {

    public Group {
        cells = List.copyOf(cells);
    }

    public long bytes() {
        return family.bytes(cells.size());
    }

    public double flops() {
        return family.flops() * cells.size();
    }
}
