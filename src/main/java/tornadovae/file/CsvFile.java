package tornadovae.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tornadovae.UserError;

/**
 * A small table of a user, held as a whole; {@link CsvReader} says what is read.
 *
 * @param file  it was read from
 * @param names of the columns, each once
 * @param rows  each as long as {@code names}, without blanks around their fields
 */
public record CsvFile(Path file, List<String> names, List<List<String>> rows) {

    /** Bytes of memory that a byte of a table can become: small objects in small objects. */
    private static final int GROWTH = 40;

    /** @throws UserError where it is missing, empty, not UTF-8, or its rows differ in length */
    public static CsvFile read(Path file) {
        try (CsvReader in = CsvReader.open(file, Runtime.getRuntime().maxMemory() / GROWTH)) {
            var rows = new ArrayList<List<String>>();
            for (List<String> row = in.next(); row != null; row = in.next()) rows.add(row);
            if (rows.isEmpty()) throw new UserError(file + " has a row of names only; a row for each example is needed.");
            return new CsvFile(file, in.names(), rows);
        }
    }

    /** One field of each row. */
    public List<String> column(int index) {
        return rows.stream().map(row -> row.get(index)).toList();
    }

    /** A field as a sentence may repeat it. */
    public static String brief(String field) {
        return CsvReader.brief(field);
    }
}
