package tornadovae.experiment.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.UserError;
import tornadovae.file.TextFile;
import tornadovae.file.UserFile;

/** Small JSON files for people and programs: indented, with the same line ends everywhere. */
public final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER =
            MAPPER.writer().with(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));

    private Json() {}

    public static String write(Map<String, ?> object) {
        return WRITER.writeValueAsString(object) + "\n";
    }

    /** As {@link #write(Map)}, with an escape for every character beyond ASCII. */
    public static String ascii(Map<String, ?> object) {
        return WRITER.with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(object) + "\n";
    }

    /** As {@link #write(Map)}, with an array at the end whose items are taken one after the other. */
    static void write(OutputStream out, Map<String, ?> object, String last, Iterator<? extends Map<String, ?>> items)
            throws IOException {
        try (JsonGenerator json = WRITER.without(StreamWriteFeature.AUTO_CLOSE_TARGET).createGenerator(out)) {
            json.writeStartObject();
            object.forEach(json::writePOJOProperty);
            json.writeArrayPropertyStart(last);
            while (items.hasNext()) json.writePOJO(items.next());
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw("\n");
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /** On one line, without its end. */
    static String line(Map<String, ?> object) {
        return MAPPER.writeValueAsString(object);
    }

    /** What {@link #line} wrote; empty where it is no JSON object. */
    static Optional<Map<String, Object>> readLine(String line) {
        try {
            return Optional.ofNullable(MAPPER.readValue(line, new TypeReference<>() {}));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** For what is too long to be in memory at once. */
    static JsonParser parser(InputStream in) {
        return MAPPER.createParser(in);
    }

    /** @throws UserError where the file is not one JSON object */
    public static Map<String, Object> read(Path file) {
        try {
            Map<String, Object> object = MAPPER.readValue(TextFile.read(file), new TypeReference<>() {});
            if (object != null) return object;
        } catch (JacksonException | CharacterCodingException e) {
            // the sentence below says all that a user needs
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e);
        }
        throw new UserError(file + " is not a JSON object: it is damaged; delete it, then run the same command again.");
    }
}
