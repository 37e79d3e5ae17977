package tornadovae.cli.command;

/** Words on lines of a width. */
public final class Wrapped {

    private Wrapped() {}

    /**
     * A text behind what its first line begins with, with line ends.
     *
     * @param indent blanks before the other lines
     * @param width  columns that a line may have, but for a word that is longer
     */
    public static String text(String begin, String words, int indent, int width) {
        var text = new StringBuilder();
        var line = new StringBuilder(begin);
        for (var word : words.split(" ")) {
            if (line.length() + word.length() > width && line.length() > indent) {
                text.append(line.toString().stripTrailing()).append(System.lineSeparator());
                line.setLength(0);
                line.append(" ".repeat(indent));
            }
            line.append(word).append(' ');
        }
        return text.append(line.toString().stripTrailing()).append(System.lineSeparator()).toString();
    }
}
