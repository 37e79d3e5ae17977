package tornadovae.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    private static final int MOST_COLUMNS = 10_000;
    private static final int LONGEST_SHOWN = 40;

    /** @throws UserError where it is missing, empty, not UTF-8, or its rows differ in length */
    public static CsvFile read(Path file) {
        List<List<String>> rows = rows(file, text(file));
        rows.removeIf(row -> row.size() == 1 && row.getFirst().isEmpty());
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
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            int end = at;
            if (text.charAt(at) == '"') {
                var field = new StringBuilder();
                for (end = at + 1;; end++) {
                    int quote = text.indexOf('"', end);
                    if (quote < 0) {
                        throw new UserError(file + ", row " + rows.size() + ": a quoted field has no end; close its quote.");
                    }
                    field.append(text, end, quote);
                    end = quote + 1;
                    if (end >= text.length() || text.charAt(end) != '"') break;
                    field.append('"');
                }
                row.add(field.toString().strip());
                if (end < text.length() && ",\r\n".indexOf(text.charAt(end)) < 0) {
                    throw new UserError(file + ", row " + rows.size() + ": text follows a quoted field; quote all of it.");
                }
            } else {
                while (end < text.length() && ",\r\n".indexOf(text.charAt(end)) < 0) end++;
                row.add(text.substring(at, end).strip());
            }
            at = end;
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                if (at == text.length()) row.add("");
                continue;
            }
            rows.add(List.copyOf(row));
            row.clear();
            if (at < text.length() && text.charAt(at) == '\r') at++;
            if (at < text.length() && text.charAt(at) == '\n') at++;
        }
        if (!row.isEmpty()) rows.add(List.copyOf(row));
        return rows;
    }

    /** A field as a sentence may repeat it. */
    public static String brief(String field) {
        return "'" + (field.length() <= LONGEST_SHOWN ? field : field.substring(0, LONGEST_SHOWN) + "…") + "'";
    }
}
