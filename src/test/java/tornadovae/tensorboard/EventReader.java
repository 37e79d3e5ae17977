package tornadovae.tensorboard;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads event files as TensorFlow's definitions have them, by nothing of the writer: checksums are a CRC-32C that is
 * computed here bit by bit, and fields from a walk over the bytes.
 */
public final class EventReader {

    private static final int POLYNOMIAL = 0x82f63b78;

    /** One record; what it does not have is empty. */
    public record Event(double time, long step, String version, boolean isStart, Map<String, Float> scalars,
            Map<String, Image> pictures) {}

    /** @param shape height, width, colour space */
    public record Image(List<Long> shape, byte[] file) {}

    private record Field(int number, long value, byte[] bytes) {}

    private EventReader() {}

    /** All events of a folder, its files in the order of their names. */
    public static List<Event> read(Path folder) throws IOException {
        var events = new ArrayList<Event>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().contains("tfevents")).sorted().toList()) {
                try (var in = new DataInputStream(Files.newInputStream(file))) {
                    for (byte[] record; (record = record(in)) != null;) events.add(event(record));
                }
            }
        }
        return events;
    }

    private static byte[] record(DataInputStream in) throws IOException {
        byte[] length = in.readNBytes(8);
        if (length.length == 0) return null;
        check(length, in);
        byte[] record = in.readNBytes(Math.toIntExact(little(length).getLong()));
        check(record, in);
        return record;
    }

    private static void check(byte[] bytes, DataInputStream in) throws IOException {
        int crc = ~0;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : POLYNOMIAL);
        }
        crc = ~crc;
        byte[] sum = in.readNBytes(4);
        if (sum.length < 4) throw new EOFException();
        if (little(sum).getInt() != ((crc >>> 15 | crc << 17) + 0xa282ead8)) throw new IOException("a checksum does not match");
    }

    private static Event event(byte[] record) {
        double time = 0;
        long step = 0;
        String version = "";
        boolean start = false;
        var scalars = new LinkedHashMap<String, Float>();
        var pictures = new LinkedHashMap<String, Image>();
        for (Field field : fields(record)) {
            switch (field.number) {
                case 1 -> time = Double.longBitsToDouble(field.value);
                case 2 -> step = field.value;
                case 3 -> version = text(field);
                case 5 -> fields(field.bytes).forEach(value -> value(value.bytes, scalars, pictures));
                case 7 -> start = fields(field.bytes).getFirst().value == 1;
                default -> throw new IllegalArgumentException("field " + field.number + " of Event");
            }
        }
        return new Event(time, step, version, start, scalars, pictures);
    }

    private static void value(byte[] bytes, Map<String, Float> scalars, Map<String, Image> pictures) {
        String tag = "";
        for (Field field : fields(bytes)) {
            switch (field.number) {
                case 1 -> tag = text(field);
                case 2 -> scalars.put(tag, Float.intBitsToFloat((int) field.value));
                case 4 -> {
                    List<Field> image = fields(field.bytes);
                    pictures.put(tag, new Image(image.subList(0, 3).stream().map(Field::value).toList(), image.get(3).bytes));
                }
                default -> throw new IllegalArgumentException("field " + field.number + " of Summary.Value");
            }
        }
    }

    private static String text(Field field) {
        return new String(field.bytes, StandardCharsets.UTF_8);
    }

    private static List<Field> fields(byte[] message) {
        var fields = new ArrayList<Field>();
        ByteBuffer in = little(message);
        while (in.hasRemaining()) {
            long key = varint(in);
            int number = (int) (key >> 3);
            fields.add(switch ((int) (key & 7)) {
                case 0 -> new Field(number, varint(in), null);
                case 1 -> new Field(number, in.getLong(), null);
                case 5 -> new Field(number, in.getInt(), null);
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    yield new Field(number, 0, bytes);
                }
                default -> throw new IllegalArgumentException("wire type of key " + key);
            });
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        byte next = in.get();
        return next >= 0 ? next : next & 0x7f | varint(in) << 7;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
