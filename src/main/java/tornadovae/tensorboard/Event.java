package tornadovae.tensorboard;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tornadovae.file.Protobuf;

/**
 * A record of an event file: {@code tensorflow.Event} of tensorflow/core/util/event.proto, with a summary of scalars and
 * pictures as in summary.proto.
 */
public final class Event {

    /** The first record of a file says how the others are to be read. */
    private static final String VERSION = "brain.Event:2";
    /** SessionLog.SessionStatus.START */
    private static final int START = 1;

    // fields of Event
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;

    private static final int PNG_HEADER = 16;
    private static final int PNG_GREY = 0;

    private Event() {}

    /** What stands first in a file. */
    static byte[] version(Instant time) {
        return begin(time).text(FILE_VERSION, VERSION).toBytes();
    }

    /** That a training goes on: what was read of this step and later ones is to be forgotten. */
    static byte[] start(Instant time, long step) {
        return begin(time).integer(STEP, step).message(SESSION_LOG, new Protobuf().integer(1, START)).toBytes();
    }

    /**
     * What one step gave.
     *
     * @param scalars  by tag, such as {@code test/total}; a dashboard groups them by what stands before the slash
     * @param pictures PNG files by tag, 8-bit grey or RGB
     */
    public static byte[] summary(Instant time, long step, Map<String, Double> scalars, Map<String, byte[]> pictures) {
        var summary = new Protobuf();
        scalars.forEach((tag, value) -> summary.message(1, new Protobuf().text(1, tag).number(2, value.floatValue())));
        pictures.forEach((tag, png) -> summary.message(1, new Protobuf().text(1, tag).message(4, picture(png))));
        return begin(time).integer(STEP, step).message(SUMMARY, summary).toBytes();
    }

    /** Seconds since 1970. */
    private static Protobuf begin(Instant time) {
        return new Protobuf().number(WALL_TIME, time.toEpochMilli() / 1000.0);
    }

    /** Summary.Image: height, width, 1 for grey or 3 for RGB, and the file. */
    private static Protobuf picture(byte[] png) {
        ByteBuffer header = ByteBuffer.wrap(png, PNG_HEADER, 10);   // IHDR: width, height, bits, kind
        int width = header.getInt(), height = header.getInt();
        int kind = header.get(PNG_HEADER + 9);
        return new Protobuf().integer(1, height).integer(2, width).integer(3, kind == PNG_GREY ? 1 : 3).bytes(4, png);
    }

    /** The step that a record is a summary of; empty for a record of another kind, and for what is no event. */
    static Optional<Long> stepOfSummary(byte[] record) {
        return Protobuf.of(record).filter(event -> event.has(SUMMARY)).map(event -> event.integer(STEP));
    }
}
