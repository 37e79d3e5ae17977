package tornadovae.file;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import tornadovae.Suggestion;
import tornadovae.UserError;

/**
 * The lines {@code key = value} of a properties file. What cannot be a value is refused in one sentence that names file, key,
 * what was found and what is allowed.
 */
public final class PropertiesFile {

    /** No file of settings is larger. */
    private static final int MOST_BYTES = 1 << 20;

    private final String source;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final TreeSet<String> asked = new TreeSet<>();

    /** @param source the file's name, for sentences */
    public PropertiesFile(String source, Reader file) throws IOException {
        this.source = source;
        try {
            new Properties() {
                @Override
                public synchronized Object put(Object key, Object value) { // load() calls it once a line
                    if (values.put((String) key, ((String) value).strip()) != null) {
                        throw new UserError(
                                source + ": " + key + " stands there twice; give it once.");
                    }
                    return null;
                }
            }.load(file);
        } catch (IllegalArgumentException e) { // a \\u without its four digits
            throw new UserError(source + " is not a properties file: " + e.getMessage().replaceFirst("\\.$", "")
                    + "; write a backslash as \\\\.");
        }
    }

    /** The text of a file, for the constructor; errors as {@link UserFile#open(Path, long)}. */
    public static Reader reader(Path file) throws IOException {
        return new StringReader(TextFile.read(file, MOST_BYTES));
    }

    /** A key that may be left out, or left empty. */
    public Optional<String> text(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** One of the names of constants, as {@code toString} has them; the key must be there. */
    public <E extends Enum<E>> E oneOf(String key, E[] allowed) {
        return oneOf(key, allowed, null);
    }

    /** The text of a key, or another one where the key is left out. */
    public <E extends Enum<E>> E oneOf(String key, E[] allowed, E otherwise) {
        List<String> names = Arrays.stream(allowed).map(Object::toString).toList();
        String found = text(key).or(() -> Optional.ofNullable(otherwise).map(Object::toString))
                .orElseThrow(() -> new UserError(source + ": " + key + " is missing; it must be one of " + String
                        .join(", ", names) + "."));
        if (!names.contains(found)) {
            throw new UserError(source + ": " + key + " must be one of " + String.join(", ", names) + ", found '" + found + "'"
                    + Suggestion.ending(found, names));
        }
        return allowed[names.indexOf(found)];
    }

    /** Refuses a key that another one's value leaves without effect. */
    public void requireNone(String key, String where) {
        if (text(key).isPresent()) {
            throw new UserError(source + ": " + key + " has no effect with " + where
                    + "; delete the line.");
        }
    }

    /** A whole number, negative or not; another one where the key is left out. */
    public int whole(String key, int otherwise) {
        return parsed(key, text -> {
            if (!text.matches("-?\\d{1,9}")) throw new IllegalArgumentException("must be a whole number, found '" + text + "'");
            return Integer.valueOf(text);
        }).orElse(otherwise);
    }

    /** {@code true} or {@code false}; false where the key is left out. */
    public boolean yes(String key) {
        return parsed(key, text -> {
            if (!text.equals("true")
                    && !text.equals("false")) {
                throw new IllegalArgumentException("must be true or false, found '" + text + "'");
            }
            return text.equals("true");
        }).orElse(false);
    }

    /** A path as the file has it: relative ones are relative to the working directory. */
    public Optional<Path> path(String key) {
        return parsed(key, Path::of);
    }

    /** @param parser throws an {@link IllegalArgumentException} with half a sentence */
    public <T> Optional<T> parsed(String key, Function<String, T> parser) {
        try {
            return text(key).map(parser);
        } catch (IllegalArgumentException e) {
            throw new UserError(source + ": " + key + " " + e.getMessage() + ".");
        }
    }

    /** After all that there is was asked for: refuses keys that nobody asked for. */
    public void requireNoOther() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                throw new UserError(source + ": there is no key " + key + Suggestion.closest(key, asked)
                        .map(meant -> "; did you mean " + meant + "?").orElse("; there are " + String.join(", ", asked) + "."));
            }
        }
    }
}
