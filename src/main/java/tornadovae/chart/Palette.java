package tornadovae.chart;

import java.util.List;

/** Colours that stay apart for the colour-blind, as {@code #rrggbb}. */
public final class Palette {

    /** Colours of lines, dots and bars   (Okabe and Ito 2008, without the yellow, which is too pale for lines on white). */
    public static final List<String> SERIES =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a7a7a");

    /** Colours of classes: ten qualitative colours   (Tol 2021, scheme "muted", with its grey darkened). */
    public static final List<String> CLASSES =
            List.of("#332288", "#88ccee", "#44aa99", "#117733", "#999933", "#ddcc77", "#cc6677", "#882255", "#aa4499", "#8a8a8a");

    /** Colours of magnitudes, dark to light, equally spaced: cividis   (Nuñez, Anderton and Renslow 2018). */
    public static final List<String> MAGNITUDES =
            List.of("#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838");

    /** Colours of signed values, negative to positive, the middle is 0: blue – white – red   (Brewer, RdBu). */
    public static final List<String> SIGNED =
            List.of("#2166ac", "#4393c3", "#92c5de", "#d1e5f0", "#f7f7f7", "#fddbc7", "#f4a582", "#d6604d", "#b2182b");

    private Palette() {}

    /** The colour of a series, from the beginning again where there are more series than colours. */
    public static String series(int colour) {
        return SERIES.get(Math.floorMod(colour, SERIES.size()));
    }

    public static String ofClass(int label) {
        return CLASSES.get(Math.floorMod(label, CLASSES.size()));
    }
}
