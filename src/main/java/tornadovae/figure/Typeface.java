package tornadovae.figure;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Liberation Sans, the font that PDFBox brings along: widths and outlines of its letters, without AWT's text, which fails on
 * machines without fontconfig. Digits and signs of Unicode's superscripts and subscripts are drawn as smaller letters above and
 * below the line, as the font has only some of them.
 */
final class Typeface {

    static final Typeface SANS = new Typeface();

    /** The height of capitals, in units of the size. */
    static final double CAPITALS = 0.69;

    /** From the baseline to the lowest point, in units of the size. */
    static final double DESCENT = 0.21;

    private static final String RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
    private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋";
    private static final String PLAIN = "0123456789+−";
    private static final double SMALL = 0.68;
    private static final double RISE = 0.36;
    private static final double DROP = -0.16;

    /** Letters that the font lacks and what stands for them. */
    private static final Map<Integer, String> SUBSTITUTES =
            Map.of((int) '∥', "‖", (int) 'ℝ', "R", (int) '∈', "in", 0x202F, "\u00A0", 0x2009, "\u00A0");

    /**
     * A part of a line of text whose letters have one size.
     *
     * @param x    where it begins
     * @param rise of its baseline above the line's
     * @param size of its letters; all in units of the text's size
     */
    record Run(String text, double x, double rise, double size) {}

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final double unitsPerEm;
    private final Map<Integer, GeneralPath> outlines = new TreeMap<>();   // by glyph, in the font's units, y upwards

    private Typeface() {
        try {
            font = parse();
            glyphs = font.getUnicodeCmapLookup();
            unitsPerEm = font.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException("the font of PDFBox cannot be read", e);
        }
    }

    /** The font anew, for a document that will hold a part of it. Without ligatures, so that every letter can be found again. */
    static TrueTypeFont parse() throws IOException {
        try (InputStream in = TrueTypeFont.class.getResourceAsStream(RESOURCE)) {
            if (in == null) throw new IOException("PDFBox holds no " + RESOURCE);
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in));
            font.setEnableGsub(false);
            return font;
        }
    }

    /** The length of a line of text. */
    double width(String text, double size) {
        List<Run> runs = runs(text);
        if (runs.isEmpty()) return 0;
        Run last = runs.getLast();
        return size * (last.x() + last.size() * advance(last.text()));
    }

    /** The outlines of a line of text, in units of its size, from its beginning on the baseline, y downwards. */
    Path2D outline(String text) {
        var outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
        for (Run run : runs(text)) {
            double x = run.x();
            for (int letter : run.text().codePoints().toArray()) {
                int glyph = glyphs.getGlyphId(letter);
                double scale = run.size() / unitsPerEm;
                outline.append(new AffineTransform(scale, 0, 0, -scale, x, -run.rise()).createTransformedShape(glyph(glyph)),
                        false);
                x += run.size() * advance(glyph);
            }
        }
        return outline;
    }

    /** The parts of a line of text, made of letters that the font has. */
    List<Run> runs(String text) {
        var runs = new ArrayList<Run>();
        var letters = new StringBuilder();
        double x = 0, rise = 0, size = 1;
        for (int letter : text.codePoints().toArray()) {
            int raised = RAISED.indexOf(letter), lowered = LOWERED.indexOf(letter);
            double nextRise = raised >= 0 ? RISE : lowered >= 0 ? DROP : 0;
            if (nextRise != rise && !letters.isEmpty()) {
                runs.add(new Run(letters.toString(), x, rise, size));
                x += size * advance(letters.toString());
                letters.setLength(0);
            }
            rise = nextRise;
            size = rise == 0 ? 1 : SMALL;
            letters.append(rise == 0 ? available(letter) : PLAIN.charAt(Math.max(raised, lowered)));
        }
        if (!letters.isEmpty()) runs.add(new Run(letters.toString(), x, rise, size));
        return runs;
    }

    private String available(int letter) {
        if (glyphs.getGlyphId(letter) != 0) return Character.toString(letter);
        return SUBSTITUTES.getOrDefault(letter, "?");
    }

    private double advance(String letters) {
        return letters.codePoints().mapToDouble(letter -> advance(glyphs.getGlyphId(letter))).sum();
    }

    private double advance(int glyph) {
        try {
            return font.getAdvanceWidth(glyph) / unitsPerEm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized GeneralPath glyph(int glyph) {
        return outlines.computeIfAbsent(glyph, id -> {
            try {
                var data = font.getGlyph().getGlyph(id);
                return data == null ? new GeneralPath() : data.getPath();   // a blank has no outline
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
