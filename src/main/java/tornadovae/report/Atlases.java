package tornadovae.report;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import tornadovae.results.AtlasContents;
import tornadovae.results.CellResult;

/** The atlases of the cells on a page, each read from its file once, when it is first asked for. */
final class Atlases {

    private final Map<CellResult, Optional<AtlasContents>> read = new IdentityHashMap<>();

    /** Empty where the cell has no atlas, or one that cannot be read. */
    Optional<AtlasContents> of(CellResult cell) {
        return read.computeIfAbsent(cell,
                _ -> Optional.of(cell.atlas()).filter(atlas -> !atlas.isEmpty()).map(AtlasContents::new));
    }
}
