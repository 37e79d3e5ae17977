package tornadovae.ablation;

import java.nio.file.Path;
import tornadovae.file.AtomicFile;

/**
 * The forms in which an ablation is kept: the tables of Markdown, LaTeX and the terminal hold the same numbers, and ablation.csv
 * holds them in full.
 */
public final class AblationFiles {

    private AblationFiles() {}

    /** Writes ablation.csv, ablation.md and ablation.tex (booktabs) into a folder. */
    public static void write(Ablation ablation, Path folder) {
        Document document = AblationDocument.of(ablation);
        AtomicFile.writeString(folder.resolve("ablation.csv"), AblationCsv.of(ablation));
        AtomicFile.writeString(folder.resolve("ablation.md"), Markdown.of(document));
        AtomicFile.writeString(folder.resolve("ablation.tex"), Latex.of(document, ablation.name()));
    }

    /** For a terminal. */
    public static String text(Ablation ablation) {
        return PlainText.of(AblationDocument.of(ablation));
    }
}
