package tornadovae.tensorboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Png;

class EventLogTest {

    @TempDir
    Path folder;

    private static Map<String, Double> scalar(double value) {
        return Map.of("test/total", value);
    }

    private void write(int from, int to) {
        var log = EventLog.after(folder, from - 1);
        for (int step = from; step <= to; step++) log.add(step, scalar(100.0 / step), Map.of());
    }

    private List<Long> steps() throws Exception {
        return EventReader.read(folder).stream().filter(event -> !event.scalars().isEmpty())
                .map(EventReader.Event::step).toList();
    }

    private Path file(int number) {
        return folder.resolve("events.out.tfevents.000000000" + number + ".tornado-vae");
    }

    /** events.py has written the same events by Google's protobuf runtime. */
    @Test
    void theBytesAreThoseOfAnIndependentWriter() throws Exception {
        Instant time = Instant.ofEpochMilli(1_700_000_000_500L);
        var scalars = new LinkedHashMap<String, Double>();
        scalars.put("test/total", 123.456);
        scalars.put("train/β", -1e-30);
        ByteBuffer png = ByteBuffer.allocate(26 + 256).putLong(0x89504e470d0a1a0aL).putInt(13).put("IHDR".getBytes()).putInt(300)
                .putInt(200).put((byte) 8).put((byte) 2);
        for (int i = 0; i < 256; i++) png.put((byte) i);
        var bytes = new ByteArrayOutputStream();
        for (byte[] event : List.of(Event.version(time), Event.start(time, 5),
                Event.summary(time, 300, scalars, Map.of("manifold", png.array())))) {
            bytes.writeBytes(Records.frame(event));
        }
        try (var expected = EventLogTest.class.getResourceAsStream("/formats/tensorboard/events.bin")) {
            assertArrayEquals(expected.readAllBytes(), bytes.toByteArray());
        }
    }

    @Test
    void scalarsAndPicturesComeOutAsTheyWentIn() throws Exception {
        byte[] png = Png.bytes(new Picture(3, 2, 1, new byte[] {0, 1, 2, 3, 4, (byte) 255}), Map.of());
        byte[] rgb = Png.bytes(new Picture(1, 2, 3, new byte[] {0, 1, 2, 3, 4, 5}), Map.of());
        var scalars = new LinkedHashMap<String, Double>();
        scalars.put("test/total", 123.456);
        scalars.put("train/β", -1e-30);
        var pictures = new LinkedHashMap<String, byte[]>();
        pictures.put("manifold", png);
        pictures.put("colour", rgb);
        EventLog.after(folder, 0).add(300, scalars, pictures);

        var events = EventReader.read(folder);
        assertEquals(List.of("brain.Event:2", "", ""), events.stream().map(EventReader.Event::version).toList());
        assertTrue(events.get(1).isStart());
        assertEquals(1, events.get(1).step());
        var summary = events.getLast();
        assertEquals(300, summary.step());
        assertEquals(Math.abs(System.currentTimeMillis() / 1e3), summary.time(), 3600);
        assertEquals(Map.of("test/total", 123.456f, "train/β", -1e-30f), summary.scalars());
        assertEquals(List.of(2L, 3L, 1L), summary.pictures().get("manifold").shape(), "height, width, channels");
        assertEquals(List.of(2L, 1L, 3L), summary.pictures().get("colour").shape());
        assertArrayEquals(png, summary.pictures().get("manifold").file());
    }

    @Test
    void aRunThatGoesOnRepeatsNoStepAndTellsReadersWhereItBegins() throws Exception {
        write(1, 7);
        write(5, 6);    // the checkpoint was of step 4
        write(7, 9);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), steps());
        assertEquals(List.of(1L, 5L, 7L), EventReader.read(folder).stream().filter(EventReader.Event::isStart)
                .map(EventReader.Event::step).toList());
        assertTrue(Files.exists(file(3)), "a file each run, in the order of their names");
    }

    @Test
    void aTornRecordIsCutOff() throws Exception {
        write(1, 3);
        byte[] whole = Files.readAllBytes(file(1));
        for (int length : new int[] {whole.length - 1, whole.length - 20, 60, 3, 0}) {
            for (Path old : List.of(file(1), file(2))) Files.deleteIfExists(old);
            Files.write(file(1), Arrays.copyOf(whole, length));
            long last = EventLog.after(folder, 3).last();
            assertEquals(length > 60 ? 2 : 0, last);
            assertEquals(last > 0, Files.exists(file(1)), "what holds nothing goes");
            var log = EventLog.after(folder, 3);
            for (long step = last + 1; step <= 3; step++) log.add(step, scalar(step), Map.of());
            assertEquals(List.of(1L, 2L, 3L), steps());
        }
    }

    @Test
    void atTheVeryStartNothingOfAnEarlierTrainingStays() throws Exception {
        write(1, 3);
        Files.writeString(folder.resolve("events.out.tfevents.1.elsewhere"), "another program's");
        assertEquals(0, EventLog.after(folder, 0).last());
        try (var left = Files.list(folder)) {
            assertEquals(List.of("events.out.tfevents.1.elsewhere"), left.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void stepsAscend() {
        var log = EventLog.after(folder, 0);
        log.add(2, scalar(1), Map.of());
        assertThrows(IllegalArgumentException.class, () -> log.add(2, scalar(1), Map.of()));
    }

    /** Whatever a file holds, what is kept of it can be read. */
    @Test
    void damagedFilesAreCutAtTheDamage() throws Exception {
        write(1, 5);
        byte[] whole = Files.readAllBytes(file(1));
        var random = new Random(1);
        for (int trial = 0; trial < 100; trial++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= trial % 3; i++) damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(1), damaged);
            long last = EventLog.after(folder, 5).last();
            var expected = new ArrayList<Long>();
            for (long step = 1; step <= last; step++) expected.add(step);
            assertEquals(expected, steps());
            assertTrue(last < 5, "a flipped bit was not noticed");
        }
    }

    @Test
    void largeStepsAreVarintsOfSeveralBytes() throws Exception {
        var log = EventLog.after(folder, 0);
        log.add(Integer.MAX_VALUE, scalar(1), Map.of());
        log.add(1L << 40, scalar(2), Map.of());
        assertEquals(List.of((long) Integer.MAX_VALUE, 1L << 40), steps());
        assertEquals(1L << 40, EventLog.after(folder, Long.MAX_VALUE).last());
    }

    @Test
    void recordsThatAreNoEventsAreNone() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0x2a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1});
        assertTrue(Event.stepOfSummary(bytes.toByteArray()).isEmpty(), "a length beyond the end");
        assertTrue(Event.stepOfSummary(new byte[] {0x2f}).isEmpty(), "a kind of field that there is not");
        assertTrue(Event.stepOfSummary(new byte[] {0x10}).isEmpty(), "a number without an end");
    }
}
