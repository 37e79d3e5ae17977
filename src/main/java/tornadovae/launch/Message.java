package tornadovae.launch;

import java.util.Optional;

/**
 * What a worker tells its launcher on its standard output, a line each: a mark, a word, then values separated by blanks, of which
 * the last may be a sentence. Drivers may print there too, even half a line before the mark.
 */
public sealed interface Message {

    String MARK = "#worker ";

    /** It can be given a group. */
    record Ready() implements Message {}

    /** @param done training images that the cells of its group have seen, with those of earlier runs */
    record Images(long done) implements Message {}

    /** An epoch of all cells that train together; losses in nats per image, the least and the most of them. */
    record Epoch(int epoch, int epochs, double least, double most) implements Message {}

    record Finished(String cell) implements Message {}

    record Failed(String cell, String reason) implements Message {}

    /** Another process works on the cell. */
    record Elsewhere(String cell, String holder) implements Message {}

    /** The cell goes on, but not from where it stopped. */
    record GoesBack(String cell, String why) implements Message {}

    /** Nothing is left to do in its group. */
    record Done() implements Message {}

    /** The message without its end. */
    default String line() {
        return MARK + switch (this) {
            case Ready() -> "ready";
            case Images(long done) -> "images " + done;
            case Epoch(int epoch, int epochs, double least, double most) ->
                "epoch " + epoch + " " + epochs + " " + least + " " + most;
            case Finished(String cell) -> "finished " + cell;
            case Failed(String cell, String reason) -> "failed " + cell + " " + oneLine(reason);
            case Elsewhere(String cell, String holder) -> "elsewhere " + cell + " " + oneLine(holder);
            case GoesBack(String cell, String why) -> "goes-back " + cell + " " + oneLine(why);
            case Done() -> "done";
        };
    }

    private static String oneLine(String sentence) {
        return sentence.replaceAll("\\s+", " ");
    }

    /** Empty for a line that is no message, such as what a driver prints. */
    static Optional<Message> parse(String line) {
        int mark = line.lastIndexOf(MARK);
        if (mark < 0) return Optional.empty();
        String[] words = line.substring(mark + MARK.length()).split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        try {
            return Optional.ofNullable(switch (words[0]) {
                case "ready" -> new Ready();
                case "images" -> new Images(Long.parseLong(rest));
                case "epoch" -> {
                    String[] values = rest.split(" ");
                    yield new Epoch(Integer.parseInt(values[0]), Integer.parseInt(values[1]), Double.parseDouble(values[2]),
                            Double.parseDouble(values[3]));
                }
                case "finished" -> new Finished(rest);
                case "failed" -> new Failed(rest.split(" ", 2)[0], rest.split(" ", 2)[1]);
                case "elsewhere" -> new Elsewhere(rest.split(" ", 2)[0], rest.split(" ", 2)[1]);
                case "goes-back" -> new GoesBack(rest.split(" ", 2)[0], rest.split(" ", 2)[1]);
                case "done" -> new Done();
                default -> null;
            });
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
