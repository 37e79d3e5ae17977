package tornadovae.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.manifold.Picture;

class SmallPngTest {

    private static final int WIDTH_AT = 16, HEIGHT_AT = 20, HEADER_AT = 12, CRC_AT = 29;

    @TempDir
    Path folder;

    @Test
    void aPictureIsReadAsItWasWritten() throws Exception {
        Path file = Files.write(folder.resolve("a.png"), png());
        assertEquals(255, SmallPng.read(file).orElseThrow().at(1, 0, 0));
    }

    /** 2³¹ − 1 by 2³¹ − 1 pixels in a file of some dozen bytes: its size is looked at before anything is made for it. */
    @Test
    void aPictureThatClaimsToBeHugeIsNotRead() throws Exception {
        byte[] png = png();
        ByteBuffer.wrap(png).putInt(WIDTH_AT, Integer.MAX_VALUE).putInt(HEIGHT_AT, Integer.MAX_VALUE);
        var crc = new CRC32();
        crc.update(png, HEADER_AT, CRC_AT - HEADER_AT);
        ByteBuffer.wrap(png).putInt(CRC_AT, (int) crc.getValue());
        Path file = Files.write(folder.resolve("huge.png"), png);
        long before = allocated();
        assertEquals(Optional.empty(), SmallPng.read(file));
        assertTrue(allocated() - before < 1 << 22, "much memory was taken for it");
    }

    @Test
    void whatIsDamagedOrMissingIsEmpty() throws Exception {
        byte[] png = png();
        assertEquals(Optional.empty(), SmallPng.read(Files.write(folder.resolve("b.png"), java.util.Arrays.copyOf(png, 40))));
        assertEquals(Optional.empty(), SmallPng.read(folder.resolve("none.png")));
    }

    private static byte[] png() {
        return SmallPng.encode(Picture.grey(2, 1, new byte[] {0, (byte) 255}));
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
