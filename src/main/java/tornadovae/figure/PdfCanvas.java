package tornadovae.figure;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;
import tornadovae.manifold.Picture;

/**
 * A page of exactly the figure's size: PDF with the letters it uses embedded as a font, so that text can be searched and copied.
 * No time and no chance is in the file.
 */
final class PdfCanvas implements Canvas {

    private final double height;
    private final PDDocument document = new PDDocument();
    private final PDPage page;
    private final PDPageContentStream content;
    private final PDType0Font font;
    private final Map<Double, PDExtendedGraphicsState> opacities = new TreeMap<>();
    private final Map<Picture, PDImageXObject> images = new IdentityHashMap<>();
    private double opacity = 1;

    PdfCanvas(double width, double height, Map<String, String> text) {
        this.height = height;
        try {
            document.setDocumentId(0L);
            document.getDocumentCatalog().setLanguage("en");
            var information = new PDDocumentInformation();
            information.setTitle(text.get("Title"));
            information.setSubject(text.get("Description"));
            information.setCreator(text.get("Software"));
            document.setDocumentInformation(information);
            page = new PDPage(new PDRectangle((float) width, (float) height));
            document.addPage(page);
            font = PDType0Font.load(document, Typeface.parse(), true);
            content = new PDPageContentStream(document, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void fill(Shape shape, Ink ink) {
        draw(() -> {
            takeForFilling(ink);
            path(shape);
            content.fill();
        });
    }

    @Override
    public void stroke(Shape shape, LineStyle pen) {
        draw(() -> {
            opacity(pen.ink().opacity());
            content.setStrokingColor(channel(pen.ink(), 16), channel(pen.ink(), 8), channel(pen.ink(), 0));
            content.setLineWidth((float) pen.width());
            content.setLineJoinStyle(1);
            float[] dash = new float[pen.dash().size()];
            for (int i = 0; i < dash.length; i++) dash[i] = pen.dash().get(i).floatValue();
            content.setLineDashPattern(dash, 0);
            path(shape);
            content.stroke();
        });
    }

    @Override
    public void image(Picture picture, Rectangle2D place) {
        draw(() -> {
            opacity(1);
            PDImageXObject image = images.get(picture);
            if (image == null) images.put(picture, image = embedded(picture));
            content.drawImage(image, (float) place.getX(), (float) (height - place.getMaxY()), (float) place.getWidth(),
                    (float) place.getHeight());
        });
    }

    /** Compresses without loss, and without smoothing where it is enlarged, which is a PDF reader's default. */
    private PDImageXObject embedded(Picture picture) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(picture.pixels());
        }
        return new PDImageXObject(document, new ByteArrayInputStream(compressed.toByteArray()), COSName.FLATE_DECODE,
                picture.width(), picture.height(), 8, picture.channels() == 1 ? PDDeviceGray.INSTANCE : PDDeviceRGB.INSTANCE);
    }

    @Override
    public void text(String text, double x, double y, double size, double degrees, Ink ink) {
        draw(() -> {
            takeForFilling(ink);
            double turn = Math.toRadians(degrees);
            content.beginText();
            for (Typeface.Run run : Typeface.SANS.runs(text)) {
                double right = size * run.x(), up = size * run.rise();
                content.setFont(font, (float) (size * run.size()));
                content.setTextMatrix(Matrix.getRotateInstance(turn, (float) (x + right * Math.cos(turn) - up * Math.sin(turn)),
                        (float) (height - y + right * Math.sin(turn) + up * Math.cos(turn))));
                content.showText(run.text());
            }
            content.endText();
        });
    }

    @Override
    public void clipped(Rectangle2D region, Runnable drawing) {
        double before = opacity;
        draw(() -> {
            content.saveGraphicsState();
            path(region);
            content.clip();
        });
        drawing.run();
        draw(content::restoreGraphicsState);
        opacity = before;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        content.close();
        // it still deflates contents; readers before PDF 1.5 find the objects too
        document.save(out, CompressParameters.NO_COMPRESSION);
    }

    @Override
    public void close() {
        draw(document::close);
    }

    private void takeForFilling(Ink ink) throws IOException {
        opacity(ink.opacity());
        content.setNonStrokingColor(channel(ink, 16), channel(ink, 8), channel(ink, 0));
    }

    private void opacity(double wanted) throws IOException {
        if (wanted == opacity) return;
        PDExtendedGraphicsState state = opacities.get(wanted);
        if (state == null) {
            state = new PDExtendedGraphicsState();
            state.setStrokingAlphaConstant((float) wanted);
            state.setNonStrokingAlphaConstant((float) wanted);
            opacities.put(wanted, state);
        }
        content.setGraphicsStateParameters(state);
        opacity = wanted;
    }

    private static float channel(Ink ink, int shift) {
        return (ink.rgb() >> shift & 0xFF) / 255f;
    }

    /** In PDF y grows upwards, and there are no quadratic curves: a₀, ⅓a₀ + ⅔a₁, ⅔a₁ + ⅓a₂, a₂ is the same cubic one. */
    private void path(Shape shape) throws IOException {
        double[] p = new double[6];
        double x = 0, y = 0;
        for (var path = shape.getPathIterator(null); !path.isDone(); path.next()) {
            int count = switch (path.currentSegment(p)) {
                case PathIterator.SEG_MOVETO -> {
                    content.moveTo((float) p[0], up(p[1]));
                    yield 2;
                }
                case PathIterator.SEG_LINETO -> {
                    content.lineTo((float) p[0], up(p[1]));
                    yield 2;
                }
                case PathIterator.SEG_QUADTO -> {
                    content.curveTo((float) ((x + 2 * p[0]) / 3), up((y + 2 * p[1]) / 3), (float) ((2 * p[0] + p[2]) / 3),
                            up((2 * p[1] + p[3]) / 3), (float) p[2], up(p[3]));
                    yield 4;
                }
                case PathIterator.SEG_CUBICTO -> {
                    content.curveTo((float) p[0], up(p[1]), (float) p[2], up(p[3]), (float) p[4], up(p[5]));
                    yield 6;
                }
                default -> {
                    content.closePath();
                    yield 0;
                }
            };
            if (count > 0) {
                x = p[count - 2];
                y = p[count - 1];
            }
        }
    }

    private float up(double y) {
        return (float) (height - y);
    }

    private interface Drawing {
        void run() throws IOException;
    }

    private static void draw(Drawing drawing) {
        try {
            drawing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);   // it writes into memory
        }
    }
}
