package tornadovae.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.UserError;

/** Small JSON files for people and programs: indented, with the same line ends everywhere. */
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER =
            MAPPER.writer().with(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));

    private Json() {}

    static String write(Map<String, ?> object) {
        return WRITER.writeValueAsString(object) + "\n";
    }

    static Map<String, Object> read(Path file) {
        try {
            return MAPPER.readValue(Files.readString(file), new TypeReference<>() {});
        } catch (JacksonException | IOException e) {
            throw new UserError(1, file + " cannot be read as JSON; delete it, then run the same command again.", e);
        }
    }
}
