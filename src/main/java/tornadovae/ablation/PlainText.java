package tornadovae.ablation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tornadovae.ablation.Document.Grid;
import tornadovae.ablation.Document.Heading;
import tornadovae.ablation.Document.Items;
import tornadovae.ablation.Document.Paragraph;

/** A document for a terminal: words are broken at 100 columns, tables are as wide as they must be. */
final class PlainText {

    private static final int WIDTH = 100;

    private PlainText() {}

    static String of(Document document) {
        return document.blocks().stream().map(block -> switch (block) {
            case Heading h -> h.text() + "\n" + (h.level() == 1 ? "=" : "-").repeat(h.text().length()) + "\n";
            case Paragraph p -> broken(p.text(), "");
            case Items i -> i.texts().stream().map(text -> broken("- " + text, "  ")).collect(Collectors.joining());
            case Grid g -> broken(g.caption(), "") + table(g);
        }).collect(Collectors.joining("\n"));
    }

    private static String broken(String text, String indent) {
        var lines = new StringBuilder();
        var line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > WIDTH) {
                lines.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                line.append(indent);
            }
            line.append(word).append(' ');
        }
        return lines.append(line.toString().stripTrailing()).append('\n').toString();
    }

    private static String table(Grid grid) {
        var rows = new ArrayList<List<String>>();
        rows.add(grid.header());
        rows.addAll(grid.rows());
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                int column = c;
                int width = rows.stream().mapToInt(other -> other.get(column).length()).max().orElse(0);
                String blanks = " ".repeat(width - row.get(c).length());
                line.append(c == 0 ? "" : "  ").append(c < grid.textColumns() ? row.get(c) + blanks : blanks + row.get(c));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
