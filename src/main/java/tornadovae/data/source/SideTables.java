package tornadovae.data.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tornadovae.UserError;
import tornadovae.data.Factor;
import tornadovae.data.Part;
import tornadovae.file.CsvFile;
import tornadovae.graph.Images;

/**
 * What a user's tables say of images: {@code factors.csv} with a column a factor, {@code labels.csv} with one column of classes.
 * Rows follow the images, or the first column is named {@code file} and names the picture each row is about.
 *
 * @param factors    what {@code factorRows} mean; empty without factors.csv
 * @param factorRows {@code [images][factors]}, or empty
 * @param classNames what a label means; empty without labels.csv
 * @param labels     {@code [images]}, or empty
 */
record SideTables(List<Factor> factors, float[][] factorRows, List<String> classNames, int[] labels) {

    static final String FACTORS = "factors.csv";
    static final String LABELS = "labels.csv";
    private static final String FILE = "file";

    /** Where there are no tables. */
    static final SideTables NONE = new SideTables(List.of(), new float[0][], List.of(), new int[0]);

    /**
     * Tables in a folder.
     *
     * @param images names of all images in their order, or null where rows follow the images
     * @param count  how many images there are
     */
    static SideTables in(Path folder, List<String> images, int count) {
        Path factorFile = folder.resolve(FACTORS), labelFile = folder.resolve(LABELS);
        SideTables found = NONE;
        if (Files.exists(factorFile)) {
            CsvFile table = CsvFile.read(factorFile);
            int skipped = skipped(table, images);
            if (table.names().size() == skipped) throw new UserError(factorFile + " has no column of a factor; add one.");
            var columns = FactorColumns.of(table, skipped);
            int[] rows = rows(table, images, count, skipped);
            float[][] ordered = new float[count][];
            for (int i = 0; i < count; i++) ordered[i] = columns.values()[rows[i]];
            found = new SideTables(columns.factors(), ordered, List.of(), new int[0]);
        }
        if (!Files.exists(labelFile)) return found;
        CsvFile table = CsvFile.read(labelFile);
        int skipped = skipped(table, images);
        if (table.names().size() != skipped + 1) {
            throw new UserError("%s has %d columns besides 'file'; one, with the class of each image, is allowed."
                    .formatted(labelFile, table.names().size() - skipped));
        }
        var column = FactorColumns.of(table, skipped);
        if (column.names().getFirst().isEmpty()) {
            throw new UserError(labelFile + " has numbers with fractions, of which each image has its own; labels are classes.");
        }
        int[] rows = rows(table, images, count, skipped), labels = new int[count];
        for (int i = 0; i < count; i++) labels[i] = (int) column.values()[rows[i]][0];
        return new SideTables(found.factors, found.factorRows, column.names().getFirst(), labels);
    }

    private static int skipped(CsvFile table, List<String> images) {
        boolean named = table.names().getFirst().equals(FILE);
        if (images != null && !named) {
            throw new UserError("%s begins with a column %s; here its first column must be 'file', with the name of a picture, "
                    .formatted(table.file(), CsvFile.brief(table.names().getFirst())) + "such as 'cats/1.png'.");
        }
        return images != null ? 1 : 0;
    }

    /** Which row is about each image. */
    private static int[] rows(CsvFile table, List<String> images, int count, int skipped) {
        int[] rows = new int[count];
        if (skipped == 0) {
            if (table.rows().size() != count) {
                throw new UserError("%s has %d rows, but there are %d images; each must have one, in their order."
                        .formatted(table.file(), table.rows().size(), count));
            }
            for (int i = 0; i < count; i++) rows[i] = i;
            return rows;
        }
        Map<String, Integer> byName = new HashMap<>();
        for (int r = 0; r < table.rows().size(); r++) {
            if (byName.put(table.rows().get(r).getFirst().replace('\\', '/'), r) != null) {
                throw new UserError("%s, row %d: there is another row of %s; keep one."
                        .formatted(table.file(), r + 1, CsvFile.brief(table.rows().get(r).getFirst())));
            }
        }
        for (int i = 0; i < count; i++) {
            Integer row = byName.get(images.get(i));
            if (row == null) {
                throw new UserError(table.file() + " has no row of the picture " + images.get(i) + "; each must have one.");
            }
            rows[i] = row;
        }
        return rows;
    }

    boolean hasLabels() {
        return labels.length > 0;
    }

    /** Some images with what is known of them. */
    Part part(int columns, byte[][] pixels, int[] chosen) {
        int[] own = new int[hasLabels() ? chosen.length : 0];
        float[][] values = new float[factors.isEmpty() ? 0 : chosen.length][];
        for (int i = 0; i < chosen.length; i++) {
            if (hasLabels()) own[i] = labels[chosen[i]];
            if (!factors.isEmpty()) values[i] = factorRows[chosen[i]];
        }
        return new Part(new Images(columns, pixels), own, values);
    }
}
