package tornadovae.codes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tornadovae.UserError;
import tornadovae.file.CsvFile;
import tornadovae.file.CsvReader;
import tornadovae.file.npy.NpyHeader;
import tornadovae.file.npy.NpyReader;
import tornadovae.file.npy.NpzFile;

/** Codes that {@code encode} or another program wrote: the rows of an array of NumPy, or of a table as CSV. */
public final class CodesFile {

    private static final String ADVICE = "give codes as .npz, .npy or .csv";
    private static final long MOST_NUMBERS = 1 << 28;
    private static final int MOST_DIGITS = 400;
    private static final List<String> USUAL = List.of("mu", "z");

    private CodesFile() {}

    /**
     * @param latent columns that codes must have; the last index of an array
     * @param name   of the array, or of the columns {@code name_0}, {@code name_1}, …; null for mu or z, or all there is
     * @return {@code [rows][latent]}, at least one row, all finite
     * @throws UserError for what is none of these files, damaged, or has another shape
     */
    public static float[][] read(Path file, int latent, String name) {
        String lower = file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (lower.endsWith(".npz")) return npz(file, latent, name);
        if (lower.endsWith(".csv")) return csv(file, latent, name);
        if (!lower.endsWith(".npy")) {
            throw new UserError("The name of " + file + " does not say what it holds; " + ADVICE + ".");
        }
        try (var array = NpyReader.open(file)) {
            return rows(file.toString(), array, latent);
        }
    }

    private static float[][] npz(Path file, int latent, String name) {
        try (var npz = NpzFile.open(file)) {
            String found = name != null ? name
                    : USUAL.stream().filter(npz::has).findFirst().orElseGet(() -> npz.names().size() == 1
                            ? npz.names().getFirst() : USUAL.getFirst());
            try (var array = npz.array(found)) {
                return rows(file + "'s " + found, array, latent);
            }
        }
    }

    private static float[][] rows(String what, NpyReader array, int latent) {
        NpyHeader header = array.header();
        int last = header.shape().isEmpty() ? 1 : header.shape().getLast();
        if (header.shape().isEmpty() || last != latent) {
            throw new UserError(what + " has the shape " + header.shapeText() + ", but codes of this model need " + latent
                    + " numbers in a row.");
        }
        if (header.count() == 0) throw new UserError(what + " holds no code.");
        if (header.count() > MOST_NUMBERS) throw tooMany(what, header.count());
        float[][] rows = new float[(int) (header.count() / latent)][latent];
        for (int i = 0; i < rows.length; i++) {
            for (int d = 0; d < latent; d++) {
                rows[i][d] = (float) array.next();
                if (!Float.isFinite(rows[i][d])) {
                    throw new UserError(what + " has the number " + rows[i][d] + " in row " + i + ", and codes must be finite.");
                }
            }
        }
        return rows;
    }

    private static float[][] csv(Path file, int latent, String name) {
        try (CsvReader in = CsvReader.open(file)) {
            int[] columns = columns(file, in.names(), latent, name);
            var rows = new ArrayList<float[]>();
            for (List<String> row = in.next(); row != null; row = in.next()) {
                float[] code = new float[latent];
                for (int d = 0; d < latent; d++) code[d] = code(file, in.rows(), row.get(columns[d]));
                rows.add(code);
                if ((long) rows.size() * latent > MOST_NUMBERS) throw tooMany(file.toString(), (long) rows.size() * latent);
            }
            if (rows.isEmpty()) throw new UserError(file + " holds no code.");
            return rows.toArray(float[][]::new);
        }
    }

    private static int[] columns(Path file, List<String> names, int latent, String name) {
        List<String> tried = name == null ? USUAL : List.of(name);
        String found = tried.stream().filter(each -> names.contains(each + "_0")).findFirst().orElse(null);
        int[] columns = IntStream.range(0, latent).map(d -> found == null ? -1 : names.indexOf(found + "_" + d)).toArray();
        boolean isMore = found != null && names.contains(found + "_" + latent);
        if (found != null && !isMore && IntStream.of(columns).allMatch(column -> column >= 0)) return columns;
        throw new UserError(file + ", line 1: codes of this model need the columns " + String.join(" or ", tried.stream()
                .map(each -> each + "_0" + (latent > 1 ? " to " + each + "_" + (latent - 1) : "")).toList())
                + (isMore ? " and no more, but there is " + found + "_" + latent : "") + "; name them with --array.");
    }

    private static float code(Path file, int row, String field) {
        // Java reads 1d and 0x1p3 as numbers too
        float code = field.length() < MOST_DIGITS && field.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")
                ? Float.parseFloat(field) : Float.NaN;
        if (Float.isFinite(code)) return code;
        throw new UserError(file + ", row " + row + ": " + CsvFile.brief(field) + " is no finite number.");
    }

    private static UserError tooMany(String what, long numbers) {
        return new UserError(what + " holds " + numbers + " numbers, and at most " + MOST_NUMBERS
                + " are decoded at once; give a part of them.");
    }
}
