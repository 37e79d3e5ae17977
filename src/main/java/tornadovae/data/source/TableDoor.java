package tornadovae.data.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Field;
import tornadovae.data.Listener;
import tornadovae.file.CsvFile;
import tornadovae.file.CsvReader;

/**
 * A user's own table, a row an example. A column of numbers is one value, scaled from its least and largest number to [0, 1]; a
 * column of texts is a value for each different text, 1 where the row has it. A column {@code label} or {@code class} is no value
 * but the class. Columns that are numbered in a row, such as {@code pixel0} … {@code pixel783}, are one picture with the scale of
 * pixels, and a square one where their number is a square. The table is read twice, for its range and for the rows, and never
 * held as a whole.
 */
final class TableDoor {

    static final DataSource SOURCE = DataSource.file("csv:",
            "your own table: a row an example, with a row of names; label is the class", TableDoor::load);

    private static final int MOST_TEXTS = 100;
    private static final int MOST_CLASSES = 10_000;
    private static final Pattern LABEL = Pattern.compile("label|class", Pattern.CASE_INSENSITIVE);
    /** How programs write that a number is missing. */
    private static final Pattern NO_NUMBER = Pattern.compile("nan|n/?a|null|[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,6})");

    /** What the first reading learns of a column. */
    private static final class Column {
        final String name;
        final boolean label;
        boolean numbers = true;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        /** Places of texts in their alphabetical order; of no use once there are too many and all are numbers. */
        final TreeMap<String, Integer> texts = new TreeMap<>();

        Column(String name) {
            this.name = name;
            this.label = LABEL.matcher(name).matches();
        }

        void add(Path file, int row, String text) {
            if (text.isEmpty()) {
                throw new UserError("%s, row %d has no value of %s; give each row one, or leave the column out."
                        .formatted(file, row, CsvFile.brief(name)));
            }
            double number = numbers ? number(text) : Double.NaN;
            if (numbers && row > 1 && !label && !Double.isFinite(number) && NO_NUMBER.matcher(text).matches()) {
                throw new UserError("%s, row %d has '%s' in column %s, which has numbers above; leave out the row or the column."
                        .formatted(file, row, text, CsvFile.brief(name)));
            }
            numbers &= Double.isFinite(number);
            low = Math.min(low, number);
            high = Math.max(high, number);
            int most = label ? MOST_CLASSES : MOST_TEXTS;
            if (texts.size() <= most) texts.put(text, 0);
            if (texts.size() > most && (label || !numbers)) {
                throw new UserError("%s, row %d: %s has more than %d different %s; leave the column out, or join some."
                        .formatted(file, row, CsvFile.brief(name), most, label ? "classes" : "texts"));
            }
        }

        /** One for numbers, or one for each text. */
        List<Field> fields() {
            return numbers ? List.of(Field.number(name, low, high))
                    : texts.keySet().stream().map(text -> Field.category(name, text)).toList();
        }

        /** Classes that are whole numbers in their own order, others by the alphabet. */
        List<String> ordered() {
            List<String> ordered = new ArrayList<>(texts.keySet());
            if (numbers) ordered.sort((a, b) -> Double.compare(number(a), number(b)));
            return ordered;
        }
    }

    private TableDoor() {}

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static Dataset load(DataSpec spec, Path file, Listener listener) {
        List<Column> columns;
        int count;
        try (CsvReader in = CsvReader.open(file)) {
            columns = in.names().stream().map(Column::new).toList();
            for (List<String> row = in.next(); row != null; row = in.next()) {
                for (int c = 0; c < row.size(); c++) columns.get(c).add(file, in.rows(), row.get(c));
            }
            count = in.rows();
        }
        if (count == 0) throw new UserError(file + " has a row of names only; a row for each example is needed.");
        List<Column> labels = columns.stream().filter(column -> column.label).toList();
        List<Column> values = columns.stream().filter(column -> !column.label).toList();
        if (labels.size() > 1) {
            throw new UserError("%s has two columns of classes, %s and %s; rename one.".formatted(file, labels.get(0).name,
                    labels.get(1).name));
        }
        if (values.isEmpty()) throw new UserError(file + " has no column besides that of the class; add one.");
        Optional<PixelScale> pixels = pixels(file, values);
        List<Field> fields = new ArrayList<>();
        for (Column column : values) {
            if (pixels.isPresent()) fields.add(Field.number(column.name, 0, pixels.get().white));
            else fields.addAll(column.fields());
        }
        SideTables beside = SideTables.in(file.toAbsolutePath().getParent(), null, count);
        Halves halves = Halves.of(file, count, String::valueOf).first(spec.train(), spec.test());
        ImageMemory.check(spec.name(), (long) halves.train().length + halves.test().length, fields.size(),
                beside.factors().size());
        List<String> classes = labels.isEmpty() ? beside.classNames() : labels.getFirst().ordered();
        int[] classOf = labels.isEmpty() ? beside.labels() : new int[count];
        byte[][][] rows = read(file, columns, fields, classes, classOf, halves);
        var known = new SideTables(beside.factors(), beside.factorRows(), classes, classOf);
        int side = (int) Math.round(Math.sqrt(fields.size()));
        boolean square = pixels.isPresent() && side * side == fields.size();
        int width = square ? side : fields.size(), height = square ? side : 1;
        listener.note("%s has %d rows of %s; docs/data.md says how columns are scaled.".formatted(file, count,
                square ? side + "×" + side + " pixels" : fields.size() + " values"));
        var data = new Dataset(spec.name(), width, height, known.part(fields.size(), rows[0], halves.train()),
                known.part(fields.size(), rows[1], halves.test()), classes, beside.factors(), fields);
        return spec.transpose() ? data.transposed() : data;
    }

    /** The one scale of columns that are pixels: names that differ by their number alone, which counts up. */
    private static Optional<PixelScale> pixels(Path file, List<Column> columns) {
        String stem = null;
        int last = -1;
        for (Column column : columns) {
            Matcher name = NUMBERED.matcher(column.name);
            if (!column.numbers || !name.matches() || stem != null && !stem.equals(name.group(1))) return Optional.empty();
            int number = Integer.parseInt(name.group(2));
            if (stem != null && number != last + 1) return Optional.empty();
            stem = name.group(1);
            last = number;
        }
        double low = columns.stream().mapToDouble(column -> column.low).min().getAsDouble();
        double high = columns.stream().mapToDouble(column -> column.high).max().getAsDouble();
        return columns.size() < 2 || low < 0 || high > PixelScale.WORD.white ? Optional.empty()
                : Optional.of(PixelScale.of(file.toString(), low, high));
    }

    /** The rows of both halves; {@code classOf} gets the class of every row where the table has it. */
    private static byte[][][] read(Path file, List<Column> columns, List<Field> fields, List<String> classes, int[] classOf,
            Halves halves) {
        byte[][][] rows = {new byte[halves.train().length][], new byte[halves.test().length][]};
        int[] at = new int[2];
        try (CsvReader in = CsvReader.open(file)) {
            for (List<String> row = in.next(); row != null; row = in.next()) {
                int i = in.rows() - 1;
                if (i >= halves.count()) throw changed(file);
                for (int c = 0; c < row.size(); c++) {
                    if (columns.get(c).label) classOf[i] = index(file, classes, row.get(c));
                }
                for (int half = 0; half < 2; half++) {
                    int[] chosen = half == 0 ? halves.train() : halves.test();
                    if (at[half] < chosen.length && chosen[at[half]] == i) {
                        rows[half][at[half]++] = values(file, columns, fields, row);
                    }
                }
            }
            if (at[0] < rows[0].length || at[1] < rows[1].length) throw changed(file);
        }
        return rows;
    }

    private static UserError changed(Path file) {
        return new UserError(file + " changed while it was read; read it again when nothing writes into it.");
    }

    private static int index(Path file, List<String> classes, String name) {
        int index = classes.indexOf(name);
        if (index < 0) throw changed(file);
        return index;
    }

    private static byte[] values(Path file, List<Column> columns, List<Field> fields, List<String> row) {
        byte[] values = new byte[fields.size()];
        int f = 0;
        for (int c = 0; c < row.size(); c++) {
            Column column = columns.get(c);
            if (column.label) continue;
            if (column.numbers) {
                double number = number(row.get(c));
                if (!(number >= column.low && number <= column.high)) throw changed(file);
                values[f] = fields.get(f++).scaled(number);
            } else {
                for (int text = 0; text < column.texts.size(); text++, f++) {
                    if (fields.get(f).category().equals(row.get(c))) values[f] = (byte) 255;
                }
            }
        }
        return values;
    }
}
