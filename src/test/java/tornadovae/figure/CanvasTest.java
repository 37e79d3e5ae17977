package tornadovae.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tornadovae.UserError;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Png;

/** The same sheet on every canvas: an inch and a half by one inch. */
class CanvasTest {

    private static final Map<String, String> TEXT =
            Map.of("Title", "A sheet with β", "Description", "all kinds of marks", "Software", "tests");
    private static final Picture GREY = new Picture(3, 2, 1, new byte[] {0, 100, (byte) 200, 50, (byte) 150, (byte) 255});
    private static final Picture RGB = new Picture(1, 2, 3, new byte[] {(byte) 255, 0, 0, 0, 0, (byte) 255});

    private static final Figure SHEET = new Figure() {
        @Override
        public double width() {
            return 108;
        }

        @Override
        public double height() {
            return 72;
        }

        @Override
        public void draw(Canvas canvas) {
            canvas.fill(new Rectangle2D.Double(9, 9, 18, 18), Ink.of("#0072b2"));
            canvas.image(GREY, new Rectangle2D.Double(36, 9, 27, 18));
            canvas.image(RGB, new Rectangle2D.Double(72, 9, 9, 18));
            canvas.line(9, 36, 99, 36, LineStyle.solid(Ink.BLACK, 2));
            canvas.clipped(new Rectangle2D.Double(9, 45, 9, 18),
                    () -> canvas.fill(new Rectangle2D.Double(0, 45, 36, 18), Ink.of("#d55e00").withOpacity(0.5)));
            canvas.text("office z₁ −2 β", 30, 60, Canvas.Align.START, 8);
        }
    };

    @TempDir
    Path folder;

    private Path written(FigureFormat format, double dpi) {
        Path file = folder.resolve("sheet." + format);
        format.write(file, SHEET, dpi, TEXT);
        return file;
    }

    @ParameterizedTest
    @EnumSource(FigureFormat.class)
    void theSameFigureGivesTheSameBytes(FigureFormat format) throws Exception {
        byte[] first = Files.readAllBytes(written(format, 144));
        Thread.sleep(1100);   // a time in the file would have another second
        assertArrayEquals(first, Files.readAllBytes(written(format, 144)));
    }

    @Test
    void thePngHasTheShapesAtItsResolution() throws Exception {
        var image = ImageIO.read(written(FigureFormat.PNG, 144).toFile());
        assertEquals(216, image.getWidth());
        assertEquals(144, image.getHeight());
        assertEquals(0x0072B2, image.getRGB(20, 20) & 0xFFFFFF);
        assertEquals(0x0072B2, image.getRGB(53, 53) & 0xFFFFFF);
        assertEquals(0xFFFFFF, image.getRGB(54, 54) & 0xFFFFFF);
        assertEquals(0xFFFFFF, image.getRGB(17, 17) & 0xFFFFFF);
        assertEquals(0, image.getRGB(100, 71) & 0xFFFFFF);
        assertEquals(0, image.getRGB(100, 72) & 0xFFFFFF);
        assertEquals(0xFFFFFF, image.getRGB(100, 75) & 0xFFFFFF);
        assertEquals(0xEAAE7F, image.getRGB(25, 100) & 0xFFFFFF, "half of it, on white");
        assertEquals(0xFFFFFF, image.getRGB(40, 100) & 0xFFFFFF, "cut off");
    }

    @Test
    void pixelsOfAPictureStaySquaresWithSharpEdges() throws Exception {
        var image = ImageIO.read(written(FigureFormat.PNG, 144).toFile());
        for (int y = 0; y < 36; y++) {
            for (int x = 0; x < 54; x++) {
                assertEquals(GREY.at(x / 18, y / 18, 0) * 0x010101, image.getRGB(72 + x, 18 + y) & 0xFFFFFF);
            }
        }
        var canvas = new RasterCanvas(5, 1, 72, TEXT);
        canvas.image(new Picture(2, 1, 1, new byte[] {0, (byte) 200}), new Rectangle2D.Double(0, 0, 5, 1));
        assertArrayEquals(new byte[] {0, 0, 100, (byte) 200, (byte) 200}, canvas.picture().pixels());
    }

    @Test
    void thePngSaysHowLargeItIsAndWhatItShows() throws Exception {
        Path file = written(FigureFormat.PNG, 300);
        assertEquals(TEXT, Png.text(file));
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        int at = bytes.indexOf("pHYs");
        assertEquals(11811, ((bytes.charAt(at + 6) & 0xFF) << 8) + (bytes.charAt(at + 7) & 0xFF), "300 / 0.0254");
        assertEquals(1, bytes.charAt(at + 12), "pixels a metre");
    }

    @Test
    void aPngOfTooManyPixelsIsRefused() {
        assertEquals("A figure of 150000 × 100000 pixels is too large, at most 67108864 pixels are allowed; choose a "
                + "smaller --dpi or --width, or the format svg or pdf.",
                assertThrows(UserError.class, () -> written(FigureFormat.PNG, 100_000)).getMessage());
    }

    @Test
    void theSvgIsXmlInMillimetresWithLettersAsPaths() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(written(FigureFormat.SVG, 300).toFile());
        Element root = svg.getDocumentElement();
        assertEquals("38.1mm", root.getAttribute("width"));
        assertEquals("25.4mm", root.getAttribute("height"));
        assertEquals("0 0 108 72", root.getAttribute("viewBox"));
        assertEquals("A sheet with β", svg.getElementsByTagName("title").item(0).getTextContent());
        assertEquals(0, svg.getElementsByTagName("text").getLength());
        var paths = new ArrayList<Element>();
        for (int i = 0; i < svg.getElementsByTagName("path").getLength(); i++) {
            paths.add((Element) svg.getElementsByTagName("path").item(i));
        }
        assertEquals("M9 9L27 9L27 27L9 27L9 9Z", paths.getFirst().getAttribute("d"));
        assertEquals("#0072b2", paths.getFirst().getAttribute("fill"));
        assertEquals("2", paths.get(1).getAttribute("stroke-width"));
        Element letters = (Element) svg.getElementsByTagName("g").item(1);
        assertEquals("office z₁ −2 β", letters.getAttribute("aria-label"));
        assertTrue(letters.getTextContent().isBlank()
                && ((Element) letters.getElementsByTagName("path").item(0)).getAttribute("d").length() > 500);
    }

    @Test
    void theSvgHoldsEveryPixelOfAPicture() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(written(FigureFormat.SVG, 300).toFile());
        Element image = (Element) svg.getElementsByTagName("image").item(0);
        assertEquals("image-rendering:pixelated", image.getAttribute("style"));
        var decoded = ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(image.getAttribute("xlink:href").replace("data:image/png;base64,", ""))));
        for (int i = 0; i < 6; i++) assertEquals(GREY.pixels()[i] & 0xFF, decoded.getRaster().getSample(i % 3, i / 3, 0));
    }

    @Test
    void thePdfIsAPageOfTheFigureWithTextThatCanBeFound() throws Exception {
        try (PDDocument pdf = Loader.loadPDF(written(FigureFormat.PDF, 300).toFile())) {
            assertEquals(1, pdf.getNumberOfPages());
            var page = pdf.getPage(0);
            assertEquals(108, page.getMediaBox().getWidth(), 1e-3);
            assertEquals(72, page.getMediaBox().getHeight(), 1e-3);
            assertEquals("office z1 −2 β", new PDFTextStripper().getText(pdf).strip());
            var fonts = new ArrayList<COSName>();
            page.getResources().getFontNames().forEach(fonts::add);
            assertEquals(1, fonts.size());
            var font = page.getResources().getFont(fonts.getFirst());
            assertTrue(font.isEmbedded());
            assertTrue(font.getName().matches("[A-Z]{6}\\+LiberationSans"), font.getName() + " is a part of the font");
            assertEquals("A sheet with β", pdf.getDocumentInformation().getTitle());
            assertNull(pdf.getDocumentInformation().getCreationDate());
            assertNull(pdf.getDocumentInformation().getModificationDate());
        }
        assertTrue(Files.size(folder.resolve("sheet.pdf")) < 30_000, "not the whole font");
    }

    @Test
    void thePdfHoldsEveryPixelOfAPictureAndSmoothsNone() throws Exception {
        try (PDDocument pdf = Loader.loadPDF(written(FigureFormat.PDF, 300).toFile())) {
            var resources = pdf.getPage(0).getResources();
            var images = new ArrayList<PDImageXObject>();
            for (COSName name : resources.getXObjectNames()) images.add((PDImageXObject) resources.getXObject(name));
            assertEquals(2, images.size());
            for (var image : images) {
                assertFalse(image.getInterpolate());
                Picture expected = image.getWidth() == 3 ? GREY : RGB;
                assertArrayEquals(expected.pixels(), image.createInputStream().readAllBytes());
            }
        }
    }

    @Test
    void aTurnedTextIsReadUpwards() {
        var canvas = new RecordingCanvas();
        canvas.textUpwards("loss", 20, 40, Canvas.Align.MIDDLE, 8);
        Rectangle2D bounds = canvas.texts.getFirst().bounds();
        assertTrue(bounds.getHeight() > 1.5 * bounds.getWidth());
        assertEquals(40, bounds.getCenterY(), 0.5);
        assertTrue(bounds.getMaxX() < 20.5 && bounds.getMinX() > 12, bounds.toString());
    }

    @Test
    void lengthsAreReadWithTheirUnit() {
        for (var text : List.of("72pt", "1in", "2.54cm", "25.4mm", "25.4 mm")) {
            assertEquals(72, Length.parse("--width", text).points(), 1e-9);
        }
        for (var text : List.of("85", "85 px", "-3mm", "19mm", "1.1e3mm", "2000mm", "", "mm")) {
            assertEquals("--width must be a number with its unit mm, cm, in or pt, between 20mm and 1000mm, such as 85mm; "
                    + "not '" + text + "'.",
                    assertThrows(UserError.class, () -> Length.parse("--width", text)).getMessage());
        }
    }
}
