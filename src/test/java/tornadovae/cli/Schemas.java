package tornadovae.cli;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/schemas, read by a validator that is none of ours. */
final class Schemas {

    static final Path FOLDER = Path.of("docs/schemas");

    private static final String META = "https://json-schema.org/draft/2020-12/schema";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(iri -> iri.startsWith("file:") ? text(Path.of(URI.create(iri))) : null));

    private Schemas() {}

    /** What is wrong with a JSON text by a schema, such as {@code plan}; empty where nothing is. */
    static List<Error> errors(String schema, String json) {
        return schema(SchemaLocation.of(file(schema).toAbsolutePath().toUri().toString())).validate(json, InputFormat.JSON);
    }

    /** What is wrong with a schema itself, by the standard. */
    static List<Error> errorsOfSchema(String schema) {
        return schema(SchemaLocation.of(META)).validate(text(file(schema)), InputFormat.JSON);
    }

    private static Schema schema(SchemaLocation location) {
        return REGISTRY.getSchema(location);
    }

    static Stream<String> names() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".schema.json", "")).sorted().toList().stream();
        }
    }

    static Path file(String name) {
        return FOLDER.resolve(name + ".schema.json");
    }

    static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
