package tornadovae.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tornadovae.file.TextFile;

/**
 * What an experiment is about, in its author's words: the comment at the head of experiment.yaml.
 *
 * @param question   its first paragraph
 * @param paragraphs the others, without those that tell how to run the file
 */
public record Description(String question, List<String> paragraphs) {

    public static final Description NONE = new Description("", List.of());

    public Description {
        paragraphs = List.copyOf(paragraphs);
    }

    /** {@link #NONE} where the file is missing, unreadable or begins without a comment. */
    public static Description read(Path file) {
        try {
            return Files.exists(file) ? of(TextFile.read(file)) : NONE;
        } catch (IOException e) {
            return NONE;
        }
    }

    public static Description of(String yaml) {
        var paragraphs = new ArrayList<String>();
        var words = new StringBuilder();
        for (String line : (Iterable<String>) yaml.lines()::iterator) {
            if (!line.startsWith("#")) break;
            String text = line.replaceFirst("^#+", "").strip();
            if (!text.isEmpty()) words.append(words.isEmpty() ? "" : " ").append(text);
            else flush(words, paragraphs);
        }
        flush(words, paragraphs);
        if (paragraphs.isEmpty()) return NONE;
        return new Description(paragraphs.getFirst(), paragraphs.subList(1, paragraphs.size()));
    }

    private static void flush(StringBuilder words, List<String> paragraphs) {
        String text = words.toString();
        words.setLength(0);
        if (!text.isEmpty() && !text.contains("./run.sh") && !text.contains("results/")) paragraphs.add(text);
    }
}
