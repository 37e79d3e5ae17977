package tornadovae.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.file.Sha256;

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

    /**
     * What lets a page run a script, or use a style, that stands in it, and no other   (W3C, Content Security Policy Level 3):
     * its source as a value of {@code script-src}.
     */
    public static String source(String script) {
        if (script.indexOf('\r') >= 0 || script.indexOf('\0') >= 0) {
            throw new IllegalStateException("a browser reads other "
                    + "characters than these, and would find another hash");
        }
        return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.begin().digest(script.getBytes(StandardCharsets.UTF_8)))
                + "'";
    }

    /** Text files that lie beside a class. */
    static List<String> resources(Class<?> beside, List<String> names) {
        return names.stream().map(name -> resource(beside, name)).toList();
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
