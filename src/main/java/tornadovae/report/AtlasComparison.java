package tornadovae.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tornadovae.manifold.atlas.Information;
import tornadovae.manifold.atlas.LatentName;
import tornadovae.math.Claim;
import tornadovae.math.Holm;
import tornadovae.results.AtlasContents;
import tornadovae.results.AtlasTable;
import tornadovae.results.CellResult;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/**
 * The atlases of several models side by side: whether one kind of model puts classes along its axes, or like beside like, more
 * often than chance.
 */
final class AtlasComparison {

    private record Column(String name, String title, boolean percent, int decimals, ToDoubleFunction<AtlasCell> value) {}

    private AtlasComparison() {}

    /** Null where there is nothing to compare. */
    static Map<String, Object> of(List<AtlasCell> atlases, List<CellResult> cells, List<Study> studies) {
        if (atlases.size() < 2) return null;
        List<Column> columns = columns(atlases).stream()
                .filter(column -> atlases.stream().anyMatch(cell -> !Double.isNaN(column.value.applyAsDouble(cell)))).toList();
        if (columns.isEmpty()) return null;
        Map<CellResult, AtlasContents> contents = new HashMap<>();
        for (AtlasCell atlas : atlases) contents.put(cells.get(atlas.index()), atlas.contents());
        var table = new AtlasTable(studies, cell -> Optional.ofNullable(contents.get(cell)));
        return PageData.object("findings", findings(atlases, cells, studies), "answer", table.answer(), "table",
                PageData.object("header", table.header(), "rows", table.rows()), "columns",
                columns.stream()
                        .map(column -> PageData.object("name", column.name, "title", column.title, "percent", column.percent,
                                "decimals", column.decimals))
                        .toList(),
                "rows",
                atlases.stream()
                        .map(cell -> PageData.object("cell", cell.index(), "values",
                                columns.stream().map(column -> Numbers.rounded(column.value.applyAsDouble(cell))).toList()))
                        .toList());
    }

    private static List<Column> columns(List<AtlasCell> atlases) {
        boolean onePair = atlases.stream().map(cell -> List.of(cell.shape().across(), cell.shape().up())).distinct().count() == 1;
        AtlasParts shape = atlases.getFirst().shape();
        String first = onePair ? LatentName.of(shape.across()) : "first", second = onePair ? LatentName.of(shape.up()) : "second";
        var columns = new ArrayList<>(List.of(
                new Column("no man’s land", "share of the square where no class has a probability of one half", true, 1,
                        cell -> cell.number("class_map", "no_mans_land")),
                new Column("I(" + first + ")", "what " + (onePair ? "" : "the map’s ") + first + " tells of the class, bits",
                        false, 2, cell -> cell.number("information", "first", "bits")),
                new Column("I(" + second + ")", "what " + (onePair ? "" : "the map’s ") + second + " tells of the class, bits",
                        false, 2, cell -> cell.number("information", "second", "bits")),
                new Column("I(both)", "what both tell together, bits", false, 2,
                        cell -> cell.number("information", "both", "bits")),
                new Column("H(class)", "all there is to tell of the class, bits", false, 2,
                        cell -> cell.number("information", "class_entropy")),
                new Column("better axis",
                        "share of all directions that tell less of the class than the better of the model’s own two axes",
                        true, 0, AtlasComparison::rank),
                new Column("slant R²", "share of the variation of slant within classes that a plane over both variables explains",
                        false, 2, AtlasComparison::slant),
                new Column("neighbours ρ", "rank correlation of border length with the likeness of mean images", false, 2,
                        cell -> cell.number("neighbours", "similarity", "mean_distance", "spearman")),
                new Column("p", "of that correlation, by relabelling the classes", false, 4,
                        cell -> cell.number("neighbours", "similarity", "mean_distance", "p")),
                new Column("largest ‖∂μ/∂z‖",
                        "largest norm of the Jacobian on the map, change of the picture (pixels from 0 to 1, root of "
                                + "the sum of squares) per unit of the code",
                        false, 1, cell -> cell.number("smoothness", "largest"))));
        if (atlases.stream().map(cell -> cell.number("information", "class_entropy")).distinct().count() == 1) {
            columns
                    .removeIf(column -> column.name.equals("H(class)"));
        }
        return columns;
    }

    private static double rank(AtlasCell cell) {
        double first = cell.number("information", "rotation", "first_rank"),
                second = cell.number("information", "rotation", "second_rank");
        return Double.isNaN(first) ? second : Double.isNaN(second) ? first : Math.max(first, second);
    }

    private static double slant(AtlasCell cell) {
        if (!cell.parts().containsKey("drivers")) return Double.NaN;
        return cell.contents().part("drivers").parts("attributes").stream()
                .filter(attribute -> attribute.text("name").equals("slant"))
                .mapToDouble(attribute -> attribute.number("explained")).findFirst().orElse(Double.NaN);
    }

    private static List<String> findings(List<AtlasCell> atlases, List<CellResult> cells, List<Study> studies) {
        var findings = new ArrayList<String>();
        List<AtlasCell> turned = atlases.stream().filter(cell -> !Double.isNaN(rank(cell))).toList();
        if (turned.size() > 1) {
            findings.add(("In %s an axis of the model’s own tells more of the class than %s of all directions; chance alone "
                    + "would give one of twenty.%s").formatted(
                            counted(turned, cell -> rank(cell) >= Information.SPECIAL), percent(Information.SPECIAL),
                            bySetting(turned, cell -> rank(cell) >= Information.SPECIAL, cells, studies))
                    + " Corrected for looking at %d models (Holm), %s.".formatted(turned.size(),
                            remain(setApart(turned).size())));
        }
        List<AtlasCell> bordering = atlases.stream()
                .filter(cell -> !Double.isNaN(cell.number("neighbours", "similarity", "mean_distance", "p"))).toList();
        if (bordering.size() > 1) {
            findings.add(("In %s neighbours on the map are those whose mean images are alike, beyond chance (p ≤ %s); "
                    + "chance alone would give one of twenty.%s").formatted(counted(bordering, AtlasComparison::alike),
                            Numbers.fixed(Claim.LEVEL, 2), bySetting(bordering, AtlasComparison::alike, cells, studies)));
        }
        return findings;
    }

    private static String remain(int models) {
        return models == 0 ? "none is shown to have one" : models + (models == 1 ? " is" : " are") + " shown to have one";
    }

    /**
     * The models whose better axis tells more of the class than chance gives, corrected for looking at all of them (Holm): by
     * chance an axis tells more than a share r of directions with probability 1 − r, and there are two.
     */
    static List<AtlasCell> setApart(List<AtlasCell> atlases) {
        double[] p = Holm.adjust(atlases.stream().mapToDouble(cell -> Math.min(1, 2 * (1 - rank(cell)))).toArray());
        return IntStream.range(0, p.length).filter(i -> Claim.isBeyondChance(p[i])).mapToObj(atlases::get).toList();
    }

    /** What stands beside the findings of a model whose axis is special when looked at alone, but not among all; else empty. */
    static String caveat(AtlasCell atlas, List<AtlasCell> all) {
        if (!(rank(atlas) >= Information.SPECIAL) || setApart(all).contains(atlas)) return "";
        return ("That is one of %d models: corrected for looking at all of them (Holm), it is not shown that the "
                + "class lies along an axis.")
                .formatted(all.size());
    }

    private static boolean alike(AtlasCell cell) {
        return Claim.isBeyondChance(cell.number("neighbours", "similarity", "mean_distance", "p"))
                && cell.number("neighbours", "similarity", "mean_distance", "spearman") > 0;
    }

    private static String percent(double share) {
        return Numbers.fixed(100 * share, 1) + " %";
    }

    private static String counted(List<AtlasCell> atlases, Predicate<AtlasCell> holds) {
        long holding = atlases.stream().filter(holds).count();
        return holding == 0 ? "none of " + atlases.size() + " models"
                : holding == atlases.size() ? "all " + atlases.size() + " models" : holding + " of " + atlases.size() + " models";
    }

    /**
     * {@code  β = 1: 0 of 2; β = 4: 1 of 2.}; empty where it holds for all or for none, and where the models are all of one kind
     * or of too many.
     */
    private static String bySetting(List<AtlasCell> atlases, Predicate<AtlasCell> holds, List<CellResult> cells,
            List<Study> studies) {
        if (atlases.stream().map(holds::test).distinct().count() < 2) return "";
        var groups = new LinkedHashMap<String, List<AtlasCell>>();
        for (Study study : studies) {
            for (Variant setting : study.settings()) {
                for (AtlasCell atlas : atlases) {
                    if (setting.cells().contains(cells.get(atlas.index()))) {
                        groups.computeIfAbsent((study.label() + " " + setting.label()).strip(), _ -> new ArrayList<>())
                                .add(atlas);
                    }
                }
            }
        }
        if (groups.size() < 2 || groups.size() > 8) return "";
        var phrases = new ArrayList<String>();
        groups.forEach((label, of) -> phrases.add(label + ": " + of.stream().filter(holds).count() + " of " + of.size()));
        return " " + String.join("; ", phrases) + ".";
    }
}
