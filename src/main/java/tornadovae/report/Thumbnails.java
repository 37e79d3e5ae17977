package tornadovae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.manifold.Picture;
import tornadovae.results.CellResult;

/**
 * All manifolds small, many on one picture: a browser decodes a few sheets and not hundreds of files.
 *
 * @param sheets PNG files
 * @param places of the cells that have a manifold, by their number
 */
record Thumbnails(List<byte[]> sheets, Map<Integer, Place> places) {

    /** Tile {@code index} of a sheet, by rows. */
    record Place(int sheet, int index) {}

    static final int COLUMNS = 8;
    static final int ROWS = 8;

    static Thumbnails of(List<CellResult> cells) {
        List<Picture> manifolds =
                cells.parallelStream().map(cell -> SmallPng.read(cell.folder().manifold()).orElse(null)).toList();
        int drawn = (int) manifolds.stream().filter(picture -> picture != null).count();
        int largest = manifolds.stream().filter(picture -> picture != null)
                .mapToInt(picture -> Math.max(picture.width(), picture.height())).max().orElse(1);
        int side = Math.min(side(drawn), largest);
        var places = new LinkedHashMap<Integer, Place>();
        var tiles = new ArrayList<Picture>();
        for (int i = 0; i < manifolds.size(); i++) {
            if (manifolds.get(i) == null) continue;
            places.put(i, new Place(tiles.size() / (COLUMNS * ROWS), tiles.size() % (COLUMNS * ROWS)));
            tiles.add(tile(manifolds.get(i), side));
        }
        var sheets = new ArrayList<byte[]>();
        for (int from = 0; from < tiles.size(); from += COLUMNS * ROWS) {
            sheets.add(SmallPng.encode(sheet(tiles.subList(from, Math.min(tiles.size(), from + COLUMNS * ROWS)), side)));
        }
        return new Thumbnails(sheets, places);
    }

    /** Pixels; the more there are, the smaller each. */
    private static int side(int count) {
        return count <= 12 ? 280 : count <= 30 ? 224 : count <= 80 ? 168 : 112;
    }

    private static Picture sheet(List<Picture> tiles, int side) {
        byte[] pixels = new byte[COLUMNS * side * ROWS * side];
        for (int t = 0; t < tiles.size(); t++) {
            for (int y = 0; y < side; y++) {
                System.arraycopy(tiles.get(t).pixels(), y * side, pixels,
                        (t / COLUMNS * side + y) * COLUMNS * side + t % COLUMNS * side, side);
            }
        }
        return Picture.grey(COLUMNS * side, ROWS * side, pixels);
    }

    /** The picture in a square, its proportions kept; each pixel is the mean of the area it covers. */
    private static Picture tile(Picture picture, int side) {
        double scale = (double) Math.max(picture.width(), picture.height()) / side;
        int width = Math.max(1, (int) Math.round(picture.width() / scale)),
                height = Math.max(1, (int) Math.round(picture.height() / scale));
        double[][] across = spans(picture.width(), width), down = spans(picture.height(), height);
        byte[] pixels = new byte[side * side];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int v = (int) down[y][0]; v < down[y][1]; v++) {
                    for (int u = (int) across[x][0]; u < across[x][1]; u++) {
                        sum += overlap(v, down[y]) * overlap(u, across[x]) * picture.at(u, v, 0);
                    }
                }
                double area = (down[y][1] - down[y][0]) * (across[x][1] - across[x][0]);
                pixels[(y + (side - height) / 2) * side + x + (side - width) / 2] = (byte) Math.round(sum / area);
            }
        }
        return Picture.grey(side, side, pixels);
    }

    /** {@code [to][2]}: where each of {@code to} pixels begins and ends among {@code from}. */
    private static double[][] spans(int from, int to) {
        double[][] spans = new double[to][2];
        for (int i = 0; i < to; i++) {
            spans[i][0] = (double) i * from / to;
            spans[i][1] = Math.min(from, (double) (i + 1) * from / to);
        }
        return spans;
    }

    private static double overlap(int pixel, double[] span) {
        return Math.min(pixel + 1, span[1]) - Math.max(pixel, span[0]);
    }
}
