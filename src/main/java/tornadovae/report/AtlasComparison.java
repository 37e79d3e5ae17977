package tornadovae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import tornadovae.manifold.atlas.Information;
import tornadovae.manifold.atlas.LatentName;
import tornadovae.results.CellResult;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/** The atlases of several models side by side: whether one kind of model puts classes along its axes, or like beside like, more often than chance. */
final class AtlasComparison {

    private record Column(String name, String title, boolean percent, int decimals, ToDoubleFunction<AtlasCell> value) {}

    private static final double LEVEL = 0.05;

    private AtlasComparison() {}

    /** Null where there is nothing to compare. */
    static Map<String, Object> of(List<AtlasCell> atlases, List<CellResult> cells, List<Study> studies) {
        if (atlases.size() < 2) return null;
        List<Column> columns = columns(atlases).stream().filter(column -> atlases.stream().anyMatch(cell -> !Double.isNaN(column.value.applyAsDouble(cell)))).toList();
        if (columns.isEmpty()) return null;
        return PageData.object("findings", findings(atlases, cells, studies),
                "columns", columns.stream().map(column -> PageData.object("name", column.name, "title", column.title, "percent", column.percent, "decimals", column.decimals)).toList(),
                "rows", atlases.stream().map(cell -> PageData.object("cell", cell.index(), "values", columns.stream().map(column -> Numbers.rounded(column.value.applyAsDouble(cell))).toList())).toList());
    }

    private static List<Column> columns(List<AtlasCell> atlases) {
        boolean onePair = atlases.stream().map(cell -> List.of(cell.shape().across(), cell.shape().up())).distinct().count() == 1;
        AtlasParts shape = atlases.getFirst().shape();
        String first = onePair ? LatentName.of(shape.across()) : "first", second = onePair ? LatentName.of(shape.up()) : "second";
        var columns = new ArrayList<>(List.of(
                new Column("no man’s land", "share of the square where no class has a probability of one half", true, 1, cell -> cell.number("class_map", "no_mans_land")),
                new Column("I(" + first + ")", "what " + (onePair ? "" : "the map’s ") + first + " tells of the class, bits", false, 2, cell -> cell.number("information", "first", "bits")),
                new Column("I(" + second + ")", "what " + (onePair ? "" : "the map’s ") + second + " tells of the class, bits", false, 2, cell -> cell.number("information", "second", "bits")),
                new Column("I(both)", "what both tell together, bits", false, 2, cell -> cell.number("information", "both", "bits")),
                new Column("H(class)", "all there is to tell of the class, bits", false, 2, cell -> cell.number("information", "class_entropy")),
                new Column("better axis", "share of all directions that tell less of the class than the better of the model’s own two axes", true, 0, AtlasComparison::rank),
                new Column("slant R²", "share of the variation of slant within classes that a plane over both variables explains", false, 2, AtlasComparison::slant),
                new Column("neighbours ρ", "rank correlation of border length with the likeness of mean images", false, 2, cell -> cell.number("neighbours", "similarity", "mean_distance", "spearman")),
                new Column("p", "of that correlation, by relabelling the classes", false, 4, cell -> cell.number("neighbours", "similarity", "mean_distance", "p")),
                new Column("largest ‖∂μ/∂z‖", "largest norm of the Jacobian on the map, change of the picture (pixels from 0 to 1, root of the sum of squares) per unit of the code", false, 1, cell -> cell.number("smoothness", "largest"))));
        if (atlases.stream().map(cell -> cell.number("information", "class_entropy")).distinct().count() == 1) columns.removeIf(column -> column.name.equals("H(class)"));
        return columns;
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
        if (turned.size() > 1)
            findings.add("In %s an axis of the model’s own tells more of the class than %s of all directions; chance alone would give one of twenty.%s".formatted(
                    counted(turned, cell -> rank(cell) >= Information.SPECIAL), percent(Information.SPECIAL), bySetting(turned, cell -> rank(cell) >= Information.SPECIAL, cells, studies)));
        List<AtlasCell> bordering = atlases.stream().filter(cell -> !Double.isNaN(cell.number("neighbours", "similarity", "mean_distance", "p"))).toList();
        if (bordering.size() > 1)
            findings.add("In %s neighbours on the map are those whose mean images are alike, beyond chance (p ≤ %s); chance alone would give one of twenty.%s".formatted(counted(bordering, AtlasComparison::alike), Numbers.fixed(LEVEL, 2),
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
        long holding = atlases.stream().filter(holds).count();
        return holding == 0 ? "none of " + atlases.size() + " models" : holding == atlases.size() ? "all " + atlases.size() + " models" : holding + " of " + atlases.size() + " models";
    }

    /** {@code  β = 1: 0 of 2; β = 4: 1 of 2.}; empty where it holds for all or for none, and where the models are all of one kind or of too many. */
    private static String bySetting(List<AtlasCell> atlases, Predicate<AtlasCell> holds, List<CellResult> cells, List<Study> studies) {
        if (atlases.stream().map(holds::test).distinct().count() < 2) return "";
        var groups = new LinkedHashMap<String, List<AtlasCell>>();
        for (Study study : studies)
            for (Variant setting : study.settings())
                for (AtlasCell atlas : atlases)
                    if (setting.cells().contains(cells.get(atlas.index())))
                        groups.computeIfAbsent((study.label() + " " + setting.label()).strip(), _ -> new ArrayList<>()).add(atlas);
        if (groups.size() < 2 || groups.size() > 8) return "";
        var phrases = new ArrayList<String>();
        groups.forEach((label, of) -> phrases.add(label + ": " + of.stream().filter(holds).count() + " of " + of.size()));
        return " " + String.join("; ", phrases) + ".";
    }
}
