package tornadovae.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tornadovae.UserError;

/**
 * Reads a table of a user row by row: comma-separated values in UTF-8 with a row of names at the top (RFC 4180). A field may
 * stand in double quotes, within which a quote is doubled and commas and line ends mean nothing. Blanks around a field do not
 * belong to it, and empty lines are no rows. No more than a row is held.
 */
public final class CsvReader implements AutoCloseable {

    private static final int MOST_COLUMNS = 100_000;
    /** Characters of a row: what is longer has an open quote, or is no table. */
    private static final int LONGEST_ROW = 1 << 24;

    private final Path file;
    private final BufferedReader in;
    private final List<String> names;
    private int row;
    private int length;

    private CsvReader(Path file, BufferedReader in) throws IOException {
        this.file = file;
        this.in = in;
        if (peek() == '\uFEFF') in.read();
        names = record();
        if (names == null) throw new UserError(file + " is empty; a row of names and a row for each example are needed.");
        var seen = new HashSet<String>();
        for (String name : names) {
            if (name.isEmpty()) throw new UserError(file + ", line 1: a column has no name; give each one.");
            if (!seen.add(name)) {
                throw new UserError(file + ", line 1: two columns are named " + CsvFile.brief(name) + "; rename one.");
            }
        }
    }

    /** Opens a table of any length, and reads its row of names. */
    public static CsvReader open(Path file) {
        return open(file, Long.MAX_VALUE);
    }

    /**
     * Opens a table.
     *
     * @param most bytes that it may have
     * @throws UserError where it is missing, too large or empty, or its names are not each there once
     */
    public static CsvReader open(Path file, long most) {
        BufferedReader in = null;
        try {
            // the decoder of a new charset refuses what is not UTF-8 instead of replacing it
            in = new BufferedReader(new InputStreamReader(UserFile.open(file, most), StandardCharsets.UTF_8.newDecoder()), 1 << 16);
            return new CsvReader(file, in);
        } catch (IOException | UserError e) {
            if (in != null) close(in);
            throw e instanceof UserError said ? said : cannotRead(file, (IOException) e);
        }
    }

    /** Of the columns, each once. */
    public List<String> names() {
        return names;
    }

    /** Rows that were read, the row of names not among them. */
    public int rows() {
        return row;
    }

    /** The next row, as long as {@link #names}; null behind the last. */
    public List<String> next() {
        try {
            row++;
            List<String> fields = record();
            if (fields == null) {
                row--;
                return null;
            }
            if (fields.size() == names.size()) return fields;
            throw new UserError("%s, row %d has %d fields, but the row of names has %d; each row must have as many."
                    .formatted(file, row, fields.size(), names.size()));
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }

    private static UserError cannotRead(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> new UserError(file + " does not exist.");
            case CharacterCodingException _ -> new UserError(file + " is not text in UTF-8; save it so.");
            default -> UserFile.cannotRead(file, e, "put a CSV file there");
        };
    }

    private int peek() throws IOException {
        in.mark(1);
        int c = in.read();
        in.reset();
        return c;
    }

    private int read() throws IOException {
        if (++length > LONGEST_ROW) {
            throw new UserError("%s, row %d is longer than %d characters: it is no table, or a quote is open; close it."
                    .formatted(file, row, LONGEST_ROW));
        }
        return in.read();
    }

    /** The fields up to the end of the line; empty lines are passed over; null at the end of the file. */
    private List<String> record() throws IOException {
        while (true) {
            length = 0;
            var fields = new ArrayList<String>();
            for (int end = ','; end == ',';) {
                if (fields.size() == MOST_COLUMNS) {
                    throw new UserError(file + " has more than " + MOST_COLUMNS + " columns, which are the most allowed.");
                }
                var field = new StringBuilder();
                if (peek() == '"') {
                    in.read();
                    quoted(field);
                    end = read();
                    if (end >= 0 && ",\r\n".indexOf(end) < 0) {
                        throw new UserError(file + ", row " + row + ": text follows a quoted field; quote all of it.");
                    }
                } else {
                    for (end = read(); end >= 0 && ",\r\n".indexOf(end) < 0; end = read()) field.append((char) end);
                }
                if (end < 0 && fields.isEmpty() && field.isEmpty()) return null;
                if (end == '\r' && peek() == '\n') in.read();
                fields.add(field.toString().strip());
            }
            if (fields.size() > 1 || !fields.getFirst().isEmpty()) return fields;
        }
    }

    private void quoted(StringBuilder field) throws IOException {
        while (true) {
            int c = read();
            if (c < 0) throw new UserError(file + ", row " + row + ": a quoted field has no end; close its quote.");
            if (c == '"') {
                if (peek() != '"') return;
                in.read();
            }
            field.append((char) c);
        }
    }

    private static void close(BufferedReader in) {
        try {
            in.close();
        } catch (IOException e) {
            // what was wanted of it has been read
        }
    }

    @Override
    public void close() {
        close(in);
    }
}
