package tornadovae.manifold;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import tornadovae.UserError;
import tornadovae.file.AtomicFile;
import tornadovae.file.UserFile;

/** Animated GIF files of grey pictures that play for ever. The same frames and text give the same bytes. */
public final class Gif {

    private static final String IMAGE_FORMAT = "javax_imageio_gif_image_1.0";

    /** The NETSCAPE2.0 block's data: sub-block 1, repeat 0 times = for ever. */
    private static final byte[] FOR_EVER = {1, 0, 0};

    private Gif() {}

    /**
     * Writes an animation, whole or not at all.
     *
     * @param frames pictures of one size, at least one; colours are those of a cube of 6×6×6
     * @param delayMillis how long a frame is shown, 20 … 655 350 ms, in steps of 10; browsers slow shorter ones down
     * @param holdMillis how long the last frame is shown before the animation starts again
     * @param text provenance, written as lines {@code keyword: value} into a comment block; what is not ASCII is escaped as in
     * Java
     * @throws UserError with exit code 1 when the file cannot be written
     */
    public static void write(Path target, List<Picture> frames, int delayMillis, int holdMillis, Map<String, String> text) {
        if (frames.isEmpty()) throw new UserError("An animation needs at least one frame, found none.");
        Picture first = frames.getFirst();
        if (first.width() > 0xFFFF || first.height() > 0xFFFF) {
            throw new UserError("A GIF is at most 65535 pixels wide and high, found " + first.width() + " × " + first.height()
                    + "; choose a smaller grid or scale.");
        }
        for (Picture frame : frames) {
            if (frame.channels() != first.channels() || frame.width() != first.width() || frame.height() != first.height()) {
                throw new IllegalArgumentException("the frames of an animation must be of one size, and all grey or none");
            }
        }
        int delay = hundredths(delayMillis);
        int hold = hundredths(holdMillis);
        AtomicFile.write(target, out -> write(out, frames, delay, hold, comment(text)));
    }

    /**
     * The frames of an animation that {@link #write} has written: each covers the whole picture.
     *
     * @throws UserError when the file is missing or is no such animation
     */
    public static List<Picture> frames(Path file) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = UserFile.open(file); var stream = new MemoryCacheImageInputStream(in)) {
            reader.setInput(stream);
            var frames = new ArrayList<Picture>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                var image = reader.read(i);
                frames.add(Rasters.picture(image));
            }
            if (frames.isEmpty()) throw new IIOException("no frame");
            return frames;
        } catch (NoSuchFileException e) {
            throw new UserError(2, "There is no file " + file + "; give the path of an animation.", e);
        } catch (IIOException | RuntimeException e) { // ImageIO answers some damage with unchecked exceptions
            throw new UserError(2, file + " is not a whole GIF animation; make it again.", e);
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e);
        } finally {
            reader.dispose();
        }
    }

    private static int hundredths(int millis) {
        if (millis < 20
                || millis > 655_350) {
            throw new UserError("A frame is shown for 20 to 655350 milliseconds, found " + millis + ".");
        }
        return millis / 10;
    }

    private static void write(OutputStream out, List<Picture> frames, int delay, int hold, String comment) throws IOException {
        ImageWriter writer = Rasters.writer("gif");
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames.size(); i++) {
                var image = Rasters.indexed(frames.get(i));
                IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
                metadata.mergeTree(IMAGE_FORMAT, frameTree(i == frames.size() - 1 ? hold : delay, i == 0, comment));
                writer.writeToSequence(new IIOImage(image, null, metadata), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadataNode frameTree(int delay, boolean first, String comment) {
        var root = new IIOMetadataNode(IMAGE_FORMAT);
        var control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", String.valueOf(delay));
        root.appendChild(control);
        if (!first) return root;

        var loop = new IIOMetadataNode("ApplicationExtension");
        loop.setAttribute("applicationID", "NETSCAPE");
        loop.setAttribute("authenticationCode", "2.0");
        loop.setUserObject(FOR_EVER);
        var loops = new IIOMetadataNode("ApplicationExtensions");
        loops.appendChild(loop);
        root.appendChild(loops);
        if (comment.isEmpty()) return root;

        var entry = new IIOMetadataNode("CommentExtension");
        entry.setAttribute("value", comment);
        var comments = new IIOMetadataNode("CommentExtensions");
        comments.appendChild(entry);
        root.appendChild(comments);
        return root;
    }

    /** A GIF comment is 7-bit ASCII. */
    private static String comment(Map<String, String> text) {
        var lines = new StringBuilder();
        new TreeMap<>(text).forEach((keyword, value) -> lines.append(keyword).append(": ").append(value).append('\n'));
        var ascii = new StringBuilder();
        for (char c : lines.toString().toCharArray()) {
            ascii.append(c < 0x80 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return ascii.toString();
    }
}
