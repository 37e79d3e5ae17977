package tornadovae.ablation;

import java.util.List;

/**
 * Words and tables, before they are written in one form or another; all forms hold the same numbers, as texts that are made once.
 */
record Document(List<Block> blocks) {

    Document {
        blocks = List.copyOf(blocks);
    }

    sealed interface Block {}

    /** @param level 1 for the title */
    record Heading(int level, String text) implements Block {}

    record Paragraph(String text) implements Block {}

    record Items(List<String> texts) implements Block {

        Items {
            texts = List.copyOf(texts);
        }
    }

    /**
     * A table.
     *
     * @param textColumns how many columns hold words; the others hold numbers
     * @param rows        each as long as the header
     */
    record Grid(String caption, int textColumns, List<String> header, List<List<String>> rows) implements Block {

        Grid {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
            for (var row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(
                            "a row of " + row.size() + " under a header of " + header.size());
                }
            }
        }
    }
}
