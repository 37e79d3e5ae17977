package tornadovae.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tornadovae.UserError;

/**
 * A table of a user: comma-separated values in UTF-8 with a row of names at the top (RFC 4180). A field may stand in double
 * quotes, within which a quote is doubled and commas and line ends mean nothing.
 *
 * @param file  it was read from
 * @param names of the columns, each once
 * @param rows  each as long as {@code names}, without blanks around their fields
 */
public record CsvFile(Path file, List<String> names, List<List<String>> rows) {

    private static final ObjectReader READER = CsvMapper.builder()
            .enable(CsvReadFeature.WRAP_AS_ARRAY, CsvReadFeature.TRIM_SPACES, CsvReadFeature.SKIP_EMPTY_LINES).build()
            .readerForListOf(String.class);

    private static final int MOST_COLUMNS = 10_000;
    private static final int LONGEST_SHOWN = 40;

    /** @throws UserError where it is missing, empty, not UTF-8, or its rows differ in length */
    public static CsvFile read(Path file) {
        List<List<String>> rows = rows(file, text(file));
        if (rows.isEmpty()) throw new UserError(file + " is empty; a row of names and a row for each example are needed.");
        List<String> names = rows.removeFirst();
        if (names.size() > MOST_COLUMNS) {
            throw new UserError(file + " has " + names.size() + " columns; at most " + MOST_COLUMNS + " are allowed.");
        }
        var seen = new HashSet<String>();
        for (String name : names) {
            if (name.isEmpty()) throw new UserError(file + ", line 1: a column has no name; give each one.");
            if (!seen.add(name)) throw new UserError(file + ", line 1: two columns are named " + brief(name) + "; rename one.");
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != names.size()) {
                throw new UserError("%s, row %d has %d fields, but the row of names has %d; each row must have as many."
                        .formatted(file, i + 1, rows.get(i).size(), names.size()));
            }
        }
        if (rows.isEmpty()) throw new UserError(file + " has a row of names only; a row for each example is needed.");
        return new CsvFile(file, names, rows);
    }

    /** One field of each row. */
    public List<String> column(int index) {
        return rows.stream().map(row -> row.get(index)).toList();
    }

    private static String text(Path file) {
        try {
            String text = TextFile.read(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist.");
        } catch (CharacterCodingException e) {
            throw new UserError(file + " is not text in UTF-8; save it so.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "put a CSV file there");
        }
    }

    private static List<List<String>> rows(Path file, String text) {
        try (MappingIterator<List<String>> rows = READER.readValues(text)) {
            return rows.readAll();
        } catch (JacksonException e) {
            throw new UserError("%s, line %d is no line of comma-separated values: %s.".formatted(file,
                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(), e.getOriginalMessage()));
        }
    }

    /** A field as a sentence may repeat it. */
    public static String brief(String field) {
        return "'" + (field.length() <= LONGEST_SHOWN ? field : field.substring(0, LONGEST_SHOWN) + "…") + "'";
    }
}
