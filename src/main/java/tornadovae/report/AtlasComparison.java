package tornadovae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import tornadovae.manifold.atlas.Information;

/** The atlases of several models side by side: whether one kind of model puts classes along its axes, or like beside like, more often than chance. */
final class AtlasComparison {

    private record Column(String name, String title, boolean percent, int decimals, ToDoubleFunction<AtlasCell> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("no man’s land", "Share of the square where no class has a probability of one half", true, 1, cell -> cell.number("class_map", "no_mans_land")),
            new Column("I(first)", "What the first variable tells of the class, bits", false, 2, cell -> cell.number("information", "first", "bits")),
            new Column("I(second)", "What the second variable tells of the class, bits", false, 2, cell -> cell.number("information", "second", "bits")),
            new Column("I(both)", "What both together tell of the class, bits", false, 2, cell -> cell.number("information", "both", "bits")),
            new Column("H(class)", "All there is to tell of the class, bits", false, 2, cell -> cell.number("information", "class_entropy")),
            new Column("better axis", "Share of all directions that tell less of the class than the better of the model’s own two axes", true, 0, AtlasComparison::rank),
            new Column("slant R²", "Share of the variation of slant within classes that a plane over both variables explains", false, 2, AtlasComparison::slant),
            new Column("neighbours ρ", "Rank correlation of border length with the likeness of mean images", false, 2, cell -> cell.number("neighbours", "similarity", "mean_distance", "spearman")),
            new Column("p", "Of that correlation, by relabelling the classes", false, 4, cell -> cell.number("neighbours", "similarity", "mean_distance", "p")),
            new Column("largest ‖∂μ/∂z‖", "Largest norm of the Jacobian, grey levels per unit of the code", false, 1, cell -> cell.number("smoothness", "largest")));

    private static final double LEVEL = 0.05;

    private AtlasComparison() {}

    /** Null where there is nothing to compare. */
    static Map<String, Object> of(List<AtlasCell> atlases, List<CellResult> cells, List<Study> studies) {
        if (atlases.size() < 2) return null;
        List<Column> columns = COLUMNS.stream().filter(column -> atlases.stream().anyMatch(cell -> !Double.isNaN(column.value.applyAsDouble(cell)))).toList();
        if (columns.isEmpty()) return null;
        return PageData.object("findings", findings(atlases, cells, studies),
                "columns", columns.stream().map(column -> PageData.object("name", column.name, "title", column.title, "percent", column.percent, "decimals", column.decimals)).toList(),
                "rows", atlases.stream().map(cell -> PageData.object("cell", cell.index(), "values", columns.stream().map(column -> Numbers.rounded(column.value.applyAsDouble(cell))).toList())).toList());
    }

    private static double rank(AtlasCell cell) {
        double first = cell.number("information", "rotation", "first_rank"), second = cell.number("information", "rotation", "second_rank");
        return Double.isNaN(first) ? second : Double.isNaN(second) ? first : Math.max(first, second);
    }

    private static double slant(AtlasCell cell) {
        if (!cell.parts().containsKey("drivers")) return Double.NaN;
        return cell.contents().part("drivers").parts("attributes").stream().filter(attribute -> attribute.text("name").equals("slant")).mapToDouble(attribute -> attribute.number("explained"))
                .findFirst().orElse(Double.NaN);
    }

    private static List<String> findings(List<AtlasCell> atlases, List<CellResult> cells, List<Study> studies) {
        var findings = new ArrayList<String>();
        List<AtlasCell> turned = atlases.stream().filter(cell -> !Double.isNaN(rank(cell))).toList();
        if (!turned.isEmpty())
            findings.add("In %s an axis of the model’s own tells more of the class than %s of all directions; chance alone would give one of twenty.%s".formatted(
                    counted(turned, cell -> rank(cell) >= Information.SPECIAL), percent(Information.SPECIAL), bySetting(turned, cell -> rank(cell) >= Information.SPECIAL, cells, studies)));
        List<AtlasCell> bordering = atlases.stream().filter(cell -> !Double.isNaN(cell.number("neighbours", "similarity", "mean_distance", "p"))).toList();
        if (!bordering.isEmpty())
            findings.add("In %s neighbours on the map are those whose mean images are alike, beyond chance (p ≤ %s).%s".formatted(counted(bordering, AtlasComparison::alike), Numbers.fixed(LEVEL, 2),
                    bySetting(bordering, AtlasComparison::alike, cells, studies)));
        return findings;
    }

    private static boolean alike(AtlasCell cell) {
        return cell.number("neighbours", "similarity", "mean_distance", "p") <= LEVEL && cell.number("neighbours", "similarity", "mean_distance", "spearman") > 0;
    }

    private static String percent(double share) {
        return Numbers.fixed(100 * share, 1) + " %";
    }

    private static String counted(List<AtlasCell> atlases, Predicate<AtlasCell> holds) {
        return atlases.stream().filter(holds).count() + " of " + Numbers.count(atlases.size(), "model");
    }

    /** {@code By setting: β = 1 0 of 2, …}; empty where the models are all of one kind or of too many. */
    private static String bySetting(List<AtlasCell> atlases, Predicate<AtlasCell> holds, List<CellResult> cells, List<Study> studies) {
        var groups = new LinkedHashMap<String, List<AtlasCell>>();
        for (Study study : studies)
            for (Setting setting : study.settings())
                for (AtlasCell atlas : atlases)
                    if (setting.cells().contains(cells.get(atlas.index())))
                        groups.computeIfAbsent((study.label() + " " + setting.label()).strip(), _ -> new ArrayList<>()).add(atlas);
        if (groups.size() < 2 || groups.size() > 8) return "";
        var phrases = new ArrayList<String>();
        groups.forEach((label, of) -> phrases.add(label + ": " + of.stream().filter(holds).count() + " of " + of.size()));
        return " " + String.join("; ", phrases) + ".";
    }
}
