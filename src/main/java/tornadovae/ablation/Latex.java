package tornadovae.ablation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tornadovae.ablation.Document.Grid;
import tornadovae.ablation.Document.Heading;
import tornadovae.ablation.Document.Items;
import tornadovae.ablation.Document.Paragraph;

/**
 * The tables of a document as LaTeX {@code table} environments, to be taken in by \input; its words stand between them as
 * comments.
 */
final class Latex {

    /** What means something to TeX, or is not in its usual fonts. A '[' or '*' after the end of a row would be an argument. */
    private static final Map<String, String> SPECIAL = Map.ofEntries(Map.entry("\\", "\\textbackslash{}"), Map.entry("{", "\\{"),
            Map.entry("}", "\\}"), Map.entry("&", "\\&"), Map.entry("%", "\\%"), Map.entry("$", "\\$"), Map.entry("#", "\\#"),
            Map.entry("_", "\\_"), Map.entry("~", "\\textasciitilde{}"), Map.entry("^", "\\textasciicircum{}"),
            Map.entry("<", "$<$"), Map.entry(">", "$>$"), Map.entry("|", "$|$"), Map.entry("\"", "''"), Map.entry("[", "{[}"),
            Map.entry("]", "{]}"), Map.entry("*", "{*}"), Map.entry("−", "$-$"), Map.entry("±", "$\\pm$"),
            Map.entry("∞", "$\\infty$"), Map.entry("β", "$\\beta$"), Map.entry("↑", "$\\uparrow$"),
            Map.entry("↓", "$\\downarrow$"), Map.entry("‖", "$\\|$"), Map.entry("≤", "$\\le$"), Map.entry("—", "---"),
            Map.entry("…", "\\dots{}"));

    private Latex() {}

    /** @param name for labels: {@code tab:NAME-1}, {@code tab:NAME-2} … */
    static String of(Document document, String name) {
        var text = new StringBuilder("% Needs \\usepackage{booktabs} and, before TeX Live 2018, \\usepackage[utf8]{inputenc}.\n");
        int number = 0;
        for (var block : document.blocks()) {
            switch (block) {
                case Heading h -> text.append("\n% ").append(h.text()).append('\n');
                case Paragraph p -> text.append("% ").append(p.text()).append('\n');
                case Items i -> i.texts().forEach(item -> text.append("% - ").append(item).append('\n'));
                case Grid g ->
                    text.append('\n').append(table(g, "tab:" + name.replaceAll("[^A-Za-z0-9-]+", "-") + "-" + ++number));
            }
        }
        return text.toString();
    }

    private static String table(Grid grid, String label) {
        String columns = "l".repeat(grid.textColumns()) + "r".repeat(grid.header().size() - grid.textColumns());
        return """
                \\begin{table}
                  \\centering
                  \\scriptsize
                  \\setlength{\\tabcolsep}{4pt}
                  \\caption{%s}
                  \\label{%s}
                  \\begin{tabular}{%s}
                    \\toprule
                %s    \\midrule
                %s    \\bottomrule
                  \\end{tabular}
                \\end{table}
                """.formatted(escape(grid.caption()), label, columns, row(grid.header()),
                grid.rows().stream().map(Latex::row).collect(Collectors.joining()));
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Latex::escape).collect(Collectors.joining(" & ", "    ", " \\\\\n"));
    }

    static String escape(String text) {
        return text.codePoints().mapToObj(Character::toString).map(c -> SPECIAL.getOrDefault(c, c)).collect(Collectors.joining());
    }
}
