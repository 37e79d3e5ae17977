package tornadovae.reproduction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tornadovae.UserError;
import tornadovae.experiment.store.Csv;
import tornadovae.file.AtomicFile;
import tornadovae.file.UserFile;

/**
 * Verdicts side by side, and the files they are kept in: scoreboard.csv, README.md and the pictures. They say what lies in the
 * results, and nothing that once lay there.
 */
public record Scoreboard(List<Row> rows) {

    /** One claim in one form. */
    public record Row(Attempt evidence, Assessment verdict) {

        public KnownResult claim() {
            return evidence.claim();
        }

        public Effort form() {
            return evidence.form();
        }
    }

    public Scoreboard {
        rows = List.copyOf(rows);
    }

    /** Judges what is there now. */
    public static Scoreboard of(List<Attempt> evidence) {
        return new Scoreboard(evidence.stream().map(each -> new Row(each, each.verdict())).toList());
    }

    public String csv() {
        var csv = new StringBuilder(
                Csv.line(List.of("claim", "form", "sentence", "source", "expected", "tolerance", "got", "verdict")));
        for (Row row : rows) {
            Assessment v = row.verdict;
            csv.append(Csv.line(List.of(row.claim().name(), row.form().label(), row.claim().sentence(), row.claim().source(),
                    v.expected(), v.tolerance(), v.got(), v.text())));
        }
        return csv.toString();
    }

    /** @param pictures names of files beside it */
    String markdown(List<String> pictures) {
        var text = new StringBuilder("""
                # Known results, tried here

                Written by `./run.sh reproduce --out experiments/reproduction` from what lay in `results/reproduction/`; the \
                same table is in `scoreboard.csv`. Each claim's experiment file
                says what is trained and what it costs; `./run.sh reproduce --dry-run` counts it. The quick forms (`--quick`) \
                are cut down: they show the direction of an
                effect, not its published size. `sprites` is this program's own rendering and cannot be compared with \
                published numbers for dSprites.

                """);
        text.append(line("claim", "source", "form", "expected", "tolerance", "got", "verdict"))
                .append(line("---", "---", "---", "---", "---", "---", "---"));
        for (Row row : rows) {
            Assessment v = row.verdict;
            String claim = "[`" + row.claim().name() + "`](" + row.claim().experiment() + ".yaml): " + row.claim().sentence();
            text.append(line(claim, row.claim().source(), row.form().label(), v.expected(), v.tolerance(), v.got(),
                    "**" + v.text() + "**"));
        }
        for (String picture : pictures) {
            text.append("\n![").append(picture.replaceFirst("\\.png$", "").replace('-', ' '))
                    .append("](").append(picture).append(")\n");
        }
        return text.toString();
    }

    private static String line(String... fields) {
        var line = new StringBuilder("|");
        for (String field : fields) line.append(' ').append(field.replace("|", "\\|").replace("\n", " ")).append(" |");
        return line.append('\n').toString();
    }

    /**
     * Replaces scoreboard.csv and README.md in the folder, and the pictures of the claims that have some: those of the full form
     * where both are there.
     *
     * @throws UserError where it cannot be written to
     */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError("--out must name a folder, or one that can be made, but " + folder + " cannot be: "
                    + UserError.reason(e) + ".");
        }
        var names = new ArrayList<String>();
        for (Effort form : Effort.values()) {
            for (Row row : rows) {
                if (row.form() == form && row.verdict.outcome() == Assessment.Outcome.DRAWN) {
                    row.evidence.pictures().forEach((name, picture) -> {
                        if (names.contains(name)) return;
                        AtomicFile.write(folder.resolve(name), out -> {
                            try (var in = UserFile.open(picture)) {
                                in.transferTo(out);
                            }
                        });
                        names.add(name);
                    });
                }
            }
        }
        AtomicFile.writeString(folder.resolve("scoreboard.csv"), csv());
        AtomicFile.writeString(folder.resolve("README.md"), markdown(names));
    }
}
