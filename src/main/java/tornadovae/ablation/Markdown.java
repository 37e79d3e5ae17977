package tornadovae.ablation;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tornadovae.ablation.Document.Grid;
import tornadovae.ablation.Document.Heading;
import tornadovae.ablation.Document.Items;
import tornadovae.ablation.Document.Paragraph;

/** A document as Markdown with GitHub's tables. */
final class Markdown {

    private Markdown() {}

    static String of(Document document) {
        return document.blocks().stream().map(block -> switch (block) {
            case Heading h -> "#".repeat(h.level()) + " " + escape(h.text()) + "\n";
            case Paragraph p -> escape(p.text()) + "\n";
            case Items i -> i.texts().stream().map(text -> "- " + escape(text) + "\n").collect(Collectors.joining());
            case Grid g -> table(g);
        }).collect(Collectors.joining("\n"));
    }

    private static String table(Grid grid) {
        int words = grid.textColumns(), numbers = grid.header().size() - words;
        List<String> rule =
                Stream.concat(Collections.nCopies(words, "---").stream(), Collections.nCopies(numbers, "---:").stream()).toList();
        String body =
                grid.rows().stream().map(row -> line(row.stream().map(Markdown::escape).toList())).collect(Collectors.joining());
        return escape(grid.caption()) + "\n\n" + line(grid.header().stream().map(Markdown::escape).toList()) + line(rule) + body;
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String escape(String text) {
        return text.replaceAll("[\\\\|*_`<\\[\\]#]", "\\\\$0");
    }
}
