package tornadovae.manifold;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Node;
import tornadovae.UserError;
import tornadovae.file.AtomicFile;
import tornadovae.file.UserFile;

/**
 * PNG files, 8-bit grey or RGB, with provenance in text chunks: a picture can say which experiment and checkpoint it came from.
 * The same picture and text give the same bytes; there is no time chunk.
 */
public final class Png {

    private static final String FORMAT = "javax_imageio_png_1.0";

    private Png() {}

    /**
     * Writes a picture, whole or not at all.
     *
     * @param text keyword → value, such as {@code Title} or {@code Software}; sorted by keyword. A keyword has 1 to 79 Latin-1
     * characters; a value that is Latin-1 goes into a tEXt chunk, any other, such as one with a β, into iTXt as UTF-8
     * @throws UserError with exit code 1 when the file cannot be written
     */
    public static void write(Path target, Picture picture, Map<String, String> text) {
        BufferedImage image = Rasters.image(picture);
        AtomicFile.write(target, out -> write(out, image, new TreeMap<>(text), 0));
    }

    /** What {@link #write} would write, for a page that carries its pictures. */
    public static byte[] bytes(Picture picture, Map<String, String> text) {
        return bytes(picture, text, 0);
    }

    /**
     * The file's bytes.
     *
     * @param text as in {@link #write}
     * @param dpi  pixels an inch, for print, in a pHYs chunk; 0 to leave it open
     */
    public static byte[] bytes(Picture picture, Map<String, String> text, double dpi) {
        var bytes = new ByteArrayOutputStream();
        try {
            write(bytes, Rasters.image(picture), new TreeMap<>(text), dpi);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(OutputStream out, BufferedImage image, Map<String, String> text, double dpi) throws IOException {
        var writer = Rasters.writer("png");
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            metadata.mergeTree(FORMAT, tree(text, dpi));
            writer.setOutput(stream);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadataNode tree(Map<String, String> text, double dpi) {
        var latin1 = new IIOMetadataNode("tEXt");
        var unicode = new IIOMetadataNode("iTXt");
        text.forEach((keyword, value) -> {
            if (keyword.isBlank() || keyword.length() > 79 || !keyword.equals(keyword.strip()) || !isLatin1(keyword)) {
                throw new IllegalArgumentException(
                        "a PNG keyword has 1 to 79 Latin-1 characters and no blanks around it, found \"" + keyword + "\"");
            }
            if (isLatin1(value)) latin1.appendChild(entry("tEXtEntry", "keyword", keyword, "value", value));
            else {
                unicode.appendChild(entry("iTXtEntry", "keyword", keyword, "compressionFlag", "FALSE", "compressionMethod", "0",
                        "languageTag", "", "translatedKeyword", "", "text", value));
            }
        });
        var root = new IIOMetadataNode(FORMAT);
        if (dpi > 0) {
            String pixelsPerMetre = String.valueOf(Math.round(dpi / 0.0254));
            root.appendChild(entry("pHYs", "pixelsPerUnitXAxis", pixelsPerMetre, "pixelsPerUnitYAxis", pixelsPerMetre,
                    "unitSpecifier", "meter"));
        }
        if (latin1.hasChildNodes()) root.appendChild(latin1);
        if (unicode.hasChildNodes()) root.appendChild(unicode);
        return root;
    }

    private static IIOMetadataNode entry(String name, String... attributes) {
        var node = new IIOMetadataNode(name);
        for (int i = 0; i < attributes.length; i += 2) node.setAttribute(attributes[i], attributes[i + 1]);
        return node;
    }

    private static boolean isLatin1(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
    }

    /**
     * The text chunks of a PNG file, keyword → value, in the file's order.
     *
     * @throws UserError when the file is missing or is not a PNG
     */
    public static Map<String, String> text(Path file) {
        var text = new LinkedHashMap<String, String>();
        try (var in = UserFile.open(file); var stream = new MemoryCacheImageInputStream(in)) {
            var reader = ImageIO.getImageReadersByFormatName("png").next();
            try {
                reader.setInput(stream);
                Node root = reader.getImageMetadata(0).getAsTree(FORMAT);
                for (Node chunk = root.getFirstChild(); chunk != null; chunk = chunk.getNextSibling()) {
                    for (Node entry = chunk.getFirstChild(); entry != null; entry = entry.getNextSibling()) collect(entry, text);
                }
            } finally {
                reader.dispose();
            }
        } catch (NoSuchFileException e) {
            throw new UserError(2, "There is no file " + file + "; give the path of a PNG picture.", e);
        } catch (IIOException | RuntimeException e) { // ImageIO answers some damage with unchecked exceptions
            throw new UserError(2, file + " is not a whole PNG picture; draw it again.", e);
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e);
        }
        return text;
    }

    private static void collect(Node node, Map<String, String> text) {
        if (!(node instanceof IIOMetadataNode entry)) return;
        switch (entry.getNodeName()) {
            case "tEXtEntry" -> text.put(entry.getAttribute("keyword"), entry.getAttribute("value"));
            case "iTXtEntry" -> text.put(entry.getAttribute("keyword"), entry.getAttribute("text"));
            default -> {}
        }
    }
}
