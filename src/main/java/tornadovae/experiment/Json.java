package tornadovae.experiment;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.TextFile;
import tornadovae.UserError;

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

    /** @throws UserError where the file is not one JSON object */
    public static Map<String, Object> read(Path file) {
        try {
            Map<String, Object> object = MAPPER.readValue(TextFile.read(file), new TypeReference<>() {});
            if (object != null) return object;
        } catch (JacksonException | CharacterCodingException e) {
            // the sentence below says all that a user needs
        } catch (IOException e) {
            throw new UserError(1, "Cannot read " + file + ": " + UserError.reason(e) + ".", e);
        }
        throw new UserError(file + " is not a JSON object: it is damaged; delete it, then run the same command again.");
    }
}
