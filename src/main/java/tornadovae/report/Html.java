package tornadovae.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** What goes into a page, so that it cannot become markup. */
public final class Html {

    private static final JsonMapper JSON = new JsonMapper();

    private Html() {}

    /** For a script element of JSON: inside one only {@code <} can begin markup, and in JSON it stands in strings only. */
    public static String json(Object value) {
        return JSON.writeValueAsString(value).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    /** For text between elements. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A text file that lies beside a class, or at an absolute name on the class path. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("the resource " + name + " is missing");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
