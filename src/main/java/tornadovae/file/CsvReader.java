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
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tornadovae.UserError;

/**
 * Reads a table of a user row by row: comma-separated values in UTF-8 with a row of names at the top (RFC 4180). A field may
 * stand in double quotes, within which a quote is doubled and commas and line ends mean nothing. Blanks around a field do not
 * belong to it, and empty lines are no rows. No more than a row is held.
 */
public final class CsvReader implements AutoCloseable {

    private static final int LONGEST_SHOWN = 40;
    private static final int MOST_COLUMNS = 100_000;
    /** Characters of a field: what is longer has an open quote. */
    private static final int LONGEST_FIELD = 1 << 16;

    private static final CsvMapper CSV = CsvMapper.builder(CsvFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(LONGEST_FIELD).build()).build())
            .enable(CsvReadFeature.WRAP_AS_ARRAY, CsvReadFeature.TRIM_SPACES, CsvReadFeature.SKIP_EMPTY_LINES).build();

    private final Path file;
    private final JsonParser parser;
    private final List<String> names;
    private int row;

    private CsvReader(Path file, BufferedReader in) throws IOException {
        this.file = file;
        in.mark(1);
        if (in.read() != '\uFEFF') in.reset();
        parser = CSV.createParser(in);
        parser.nextToken(); // the array of all rows
        names = record();
        if (names == null) throw new UserError(file + " is empty; a row of names and a row for each example are needed.");
        var seen = new HashSet<String>();
        for (String name : names) {
            if (name.isEmpty()) throw new UserError(file + ", line 1: a column has no name; give each one.");
            if (!seen.add(name)) {
                throw new UserError(file + ", line 1: two columns are named " + brief(name) + "; rename one.");
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
            var text = new InputStreamReader(UserFile.open(file, most), StandardCharsets.UTF_8.newDecoder());
            in = new BufferedReader(text, 1 << 16);
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
        List<String> fields = record();
        if (fields == null) return null;
        row++;
        if (fields.size() == names.size()) return fields;
        throw new UserError("%s, row %d has %d fields, but the row of names has %d; each row must have as many."
                .formatted(file, row, fields.size(), names.size()));
    }

    private static UserError cannotRead(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> new UserError(file + " does not exist.");
            case CharacterCodingException _ -> new UserError(file + " is not text in UTF-8; save it in UTF-8.");
            default -> UserFile.cannotRead(file, e, "put a CSV file there");
        };
    }

    /** The fields of a line; null at the end of the file. */
    private List<String> record() {
        try {
            if (parser.nextToken() != JsonToken.START_ARRAY) return null;
            var fields = new ArrayList<String>();
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                if (fields.size() == MOST_COLUMNS) {
                    throw new UserError(file + " has more than " + MOST_COLUMNS + " columns, which are the most allowed.");
                }
                fields.add(parser.getString());
            }
            return fields;
        } catch (JacksonIOException e) {
            throw cannotRead(file, e.getCause());
        } catch (JacksonException e) {
            throw new UserError("%s, line %d is no line of comma-separated values: %s.".formatted(file,
                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(), e.getOriginalMessage()));
        }
    }

    private static void close(AutoCloseable in) {
        try {
            in.close();
        } catch (Exception e) {
            // what was wanted of it has been read
        }
    }

    /** A field as a sentence may repeat it. */
    static String brief(String field) {
        return "'" + (field.length() <= LONGEST_SHOWN ? field : field.substring(0, LONGEST_SHOWN) + "…") + "'";
    }

    @Override
    public void close() {
        close(parser);
    }
}
