package tornadovae.manifold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;

class ApngTest {

    record Chunk(String type, byte[] data) {}

    @TempDir
    Path folder;

    private static List<Picture> frames(int channels) {
        return List.of(PngTest.noise(33, 31, channels), PngTest.noise(33, 31, channels).inverted(),
                new Picture(33, 31, channels, new byte[33 * 31 * channels]));
    }

    /** Reads a file piece by piece and checks each piece's checksum. */
    private static List<Chunk> chunks(byte[] png) {
        var chunks = new ArrayList<Chunk>();
        var buffer = ByteBuffer.wrap(png);
        for (int at = 8; at < png.length; at += 12 + buffer.getInt(at)) {
            int length = buffer.getInt(at);
            var checksum = new CRC32();
            checksum.update(png, at + 4, length + 4);
            assertEquals((int) checksum.getValue(), buffer.getInt(at + 8 + length));
            chunks.add(new Chunk(new String(png, at + 4, 4, StandardCharsets.US_ASCII),
                    Arrays.copyOfRange(png, at + 8, at + 8 + length)));
        }
        return chunks;
    }

    /** The frames as PNG files of their own: the header, the data of one frame, the end. */
    private static List<byte[]> stills(List<Chunk> chunks) throws Exception {
        var stills = new ArrayList<byte[]>();
        for (int i = 0; i < chunks.size(); i++) {
            if (!chunks.get(i).type.equals("fcTL")) continue;
            var bytes = new ByteArrayOutputStream();
            var still = new DataOutputStream(bytes);
            still.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
            write(still, "IHDR", chunks.getFirst().data);
            for (int j = i + 1; j < chunks.size() && !chunks.get(j).type.equals("fcTL"); j++) {
                byte[] data = chunks.get(j).data;
                if (chunks.get(j).type.equals("IDAT")) write(still, "IDAT", data);
                if (chunks.get(j).type.equals("fdAT")) write(still, "IDAT", Arrays.copyOfRange(data, 4, data.length));
            }
            write(still, "IEND", new byte[0]);
            stills.add(bytes.toByteArray());
        }
        return stills;
    }

    private static void write(DataOutputStream out, String type, byte[] data) throws Exception {
        var checksum = new CRC32();
        checksum.update(type.getBytes(StandardCharsets.US_ASCII));
        checksum.update(data);
        out.writeInt(data.length);
        out.writeBytes(type);
        out.write(data);
        out.writeInt((int) checksum.getValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everyFrameHoldsExactlyItsPixels(int channels) throws Exception {
        List<Picture> frames = frames(channels);
        Apng.write(folder.resolve("a.png"), frames, 120, 2000, Map.of(), 0);
        List<byte[]> stills = stills(chunks(Files.readAllBytes(folder.resolve("a.png"))));
        assertEquals(3, stills.size());
        for (int i = 0; i < 3; i++) {
            int[] samples =
                    ImageIO.read(new ByteArrayInputStream(stills.get(i))).getRaster().getPixels(0, 0, 33, 31, (int[]) null);
            for (int p = 0; p < samples.length; p++) assertEquals(frames.get(i).pixels()[p] & 0xFF, samples[p]);
        }
    }

    @Test
    void readersOfStillPicturesSeeTheFirstFrame() throws Exception {
        Apng.write(folder.resolve("a.png"), frames(1), 120, 2000, Map.of("Title", "growth of β"), 150);
        int[] samples = ImageIO.read(folder.resolve("a.png").toFile()).getRaster().getPixels(0, 0, 33, 31, (int[]) null);
        for (int p = 0; p < samples.length; p++) assertEquals(frames(1).getFirst().pixels()[p] & 0xFF, samples[p]);
        assertEquals(Map.of("Title", "growth of β"), Png.text(folder.resolve("a.png")));
    }

    @Test
    void framesAreNumberedAndLastAsLongAsAsked() throws Exception {
        Apng.write(folder.resolve("a.png"), frames(1), 120, 2000, Map.of(), 0);
        List<Chunk> chunks = chunks(Files.readAllBytes(folder.resolve("a.png")));
        assertEquals(List.of("IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"),
                chunks.stream().map(Chunk::type).toList());
        assertArrayEquals(ByteBuffer.allocate(8).putInt(3).putInt(0).array(), chunks.get(1).data, "three frames, for ever");
        int sequence = 0, frame = 0;
        for (Chunk chunk : chunks) {
            if (!chunk.type.equals("fcTL") && !chunk.type.equals("fdAT")) continue;
            assertEquals(sequence++, ByteBuffer.wrap(chunk.data).getInt());
            if (chunk.type.equals("fcTL")) {
                assertEquals(++frame == 3 ? 2.0 : 0.12,
                        (double) ByteBuffer.wrap(chunk.data).getShort(20) / ByteBuffer.wrap(chunk.data).getShort(22));
            }
        }
    }

    @Test
    void theSameFramesGiveTheSameBytes() throws Exception {
        for (String name : List.of("a.png", "b.png")) {
            Apng.write(folder.resolve(name), frames(1), 100, 100, Map.of("Title", "t", "Seed", "1"), 300);
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.png")), Files.readAllBytes(folder.resolve("b.png")));
    }

    @Test
    void whatCannotBeAnimatedIsRefused() {
        Path file = folder.resolve("a.png");
        assertEquals("An animation needs at least one frame, found none.",
                assertThrows(UserError.class, () -> Apng.write(file, List.of(), 100, 100, Map.of(), 0)).getMessage());
        assertEquals("A frame is shown for 20 to 60000 milliseconds, found 70000.",
                assertThrows(UserError.class, () -> Apng.write(file, frames(1), 100, 70_000, Map.of(), 0)).getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> Apng.write(file, List.of(PngTest.noise(3, 3, 1), PngTest.noise(3, 3, 3)), 100, 100, Map.of(), 0));
    }
}
