package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tornadovae.experiment.store.Json;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;

/** The schemas of docs/schemas describe what a run writes, and what commands print with {@code --json}. */
class SchemasTest {

    private static final String MEASURED = "measured";
    /** Measures of which there is a number for each latent dimension. */
    private static final Set<String> OF_EACH_DIMENSION = Set.of("kl_per_dimension", "kl_per_dimension_error", "code_variance");

    @TempDir
    static Path folder;
    private static Path sweep;
    /** What each schema is held to. */
    private static final Map<String, String> FOUND = new LinkedHashMap<>();

    @BeforeAll
    static void runs() throws IOException {
        sweep = folder.resolve("é");
        Path yaml = Files.writeString(folder.resolve("small.yaml"), """
                dataset: {name: digits, train: 300, test: 200}
                model: {hidden: [4], likelihood: gaussian, variance: shared}
                training: {epochs: 1, batch: 100}
                pictures: {grid: 2}
                sweep: {training.seed: [1]}
                """);
        Said said = Said.run("sweep", yaml.toString(), "--out", sweep.toString(), "--threads", "1");
        assertEquals(0, said.exitCode(), said.err());
        Path good = cell(), bad = folder.resolve("bad");
        assertEquals(1, Said.run("train", "--dataset", "digits", "--train", "40", "--test", "2", "--batch", "2", "--hidden",
                "8,8,8,8,8,8,8", "--activation", "relu", "--learning-rate", "10", "--epochs", "2", "--no-atlas", "--grid", "2",
                "--threads", "1", "--out", bad.toString()).exitCode(), "a training that diverges");
        FOUND.put("plan", Schemas.text(sweep.resolve("plan.json")));
        FOUND.put("failed", Schemas.text(bad.resolve("failed.json")));
        for (String name : List.of("metrics", "verdict", "atlas", "provenance")) {
            FOUND.put(name, Schemas.text(good.resolve(name + ".json")));
        }
        FOUND.put("measure", printed(0, "measure", good.toString(), "--importance-samples", "2", "--disentanglement", "--threads",
                "1"));
        FOUND.put("measures", Schemas.text(good.resolve("measures.json")));
        FOUND.put("manifest", Schemas.text(good.resolve("manifest.json")));
        FOUND.put("sweep-status", printed(0, "sweep", "status", sweep.toString(), "--verify"));
        FOUND.put("data-list", printed(0, "data", "list"));
        FOUND.put("devices", printed(0, "devices"));
        Said doctor = Said.run("doctor", "--json");
        assertEquals(Said.run("doctor").exitCode(), doctor.exitCode());
        FOUND.put("doctor", doctor.out());
    }

    private static Path cell() throws IOException {
        try (var cells = Files.list(sweep.resolve("cells"))) {
            return cells.findFirst().orElseThrow();
        }
    }

    private static String printed(int exitCode, String... command) {
        Said said = Said.run(Stream.concat(Stream.of(command), Stream.of("--json")).toArray(String[]::new));
        assertEquals(exitCode, said.exitCode(), said.err());
        return said.out();
    }

    static Stream<String> names() {
        return FOUND.keySet().stream();
    }

    @Test
    void everySchemaIsOneOfTheStandardAndIsHeldToSomething() throws IOException {
        var all = new TreeSet<>(Schemas.names().toList());
        assertEquals(all, Stream.concat(names(), Stream.of(MEASURED)).collect(Collectors.toCollection(
                TreeSet::new)));
        for (String name : all) assertEquals(List.of(), Schemas.errorsOfSchema(name), name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsWrittenIsAsDescribed(String name) {
        assertEquals(List.of(), Schemas.errors(name, FOUND.get(name)));
    }

    /** Else the test above could not fail. */
    @ParameterizedTest
    @MethodSource("names")
    void anUndescribedKeyAndAMissingOneAreNoticed(String name) {
        var more = (ObjectNode) Schemas.tree(FOUND.get(name));
        assertFalse(Schemas.errors(name, more.put("surprise", 1).toString()).isEmpty(), "a key that nothing describes");
        for (JsonNode required : Schemas.tree(Schemas.text(Schemas.file(name))).path("required")) {
            var less = (ObjectNode) Schemas.tree(FOUND.get(name));
            less.remove(required.stringValue());
            assertFalse(Schemas.errors(name, less.toString()).isEmpty(), "without " + required);
        }
    }

    @Test
    void everyKeyIsExplained() throws IOException {
        for (String name : Schemas.names().toList()) requireDescriptions(name, Schemas.tree(Schemas.text(Schemas.file(name))));
    }

    private static void requireDescriptions(String where, JsonNode schema) {
        schema.path("properties").propertyStream().forEach(property -> {
            String key = where + "." + property.getKey();
            assertTrue(property.getValue().path("description").asString("").endsWith("."), key + " has no sentence");
        });
        schema.propertyStream().forEach(property -> {
            if (property.getValue().isObject()) requireDescriptions(where + "." + property.getKey(), property.getValue());
        });
    }

    /** Whatever the character set of the terminal, and though a folder has a letter beyond ASCII. */
    @Test
    void standardOutputIsOneObjectInAscii() {
        for (String name : List.of("measure", "sweep-status", "data-list", "devices", "doctor")) {
            String text = FOUND.get(name);
            assertTrue(text.startsWith("{") && text.endsWith("}\n") && text.chars().allMatch(c -> c < 128), text);
        }
        assertEquals(sweep.toString(), Schemas.tree(FOUND.get("sweep-status")).get("folder").stringValue());
        assertEquals(1, Schemas.tree(FOUND.get("sweep-status")).get("finished").intValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sweep status", "measure"})
    void mistakesStayOneSentenceWithNothingOnStandardOutput(String command) {
        Said said = Said.run((command + " " + folder.resolve("nowhere") + " --json").split(" "));
        assertEquals(2, said.exitCode());
        assertEquals("", said.out());
        assertEquals(1, said.err().lines().filter(line -> line.startsWith("tornado-vae: ")).count(), said.err());
    }

    @Test
    void damageIsToldInJsonAndByTheExitCode() throws IOException {
        Path model = cell().resolve("samples.png");
        byte[] whole = Files.readAllBytes(model);
        Files.write(model, new byte[1]);
        JsonNode found = Schemas.tree(printed(1, "sweep", "status", sweep.toString(), "--verify")).get("verification");
        Files.write(model, whole);
        assertFalse(found.get("sound").booleanValue());
        assertEquals(1, found.get("damaged").size());
    }

    /** With {@code -Dtornadovae.renew=true} the schema is written anew instead. */
    @Test
    void theTableOfMeasuresIsInTheSchema() throws IOException {
        String renewed = Json.write(measured());
        if (Boolean.getBoolean("tornadovae.renew")) Files.writeString(Schemas.file(MEASURED), renewed);
        assertEquals(renewed, Schemas.text(Schemas.file(MEASURED)), "the schema differs from the table in Measures; renew it "
                + "with './run.sh test -Dtest=SchemasTest -Dtornadovae.renew=true'");
    }

    private static Map<String, Object> measured() {
        var properties = new LinkedHashMap<String, Object>();
        properties.put(Measures.NOT_MEASURABLE, described("A sentence on what cannot be told from so few images.", "string"));
        var patterns = new LinkedHashMap<String, Object>();
        for (Measure measure : Measures.all()) {
            if (measure.key().endsWith("_K")) {
                patterns.put("^iwae_[0-9]+$", described(sentence(measure), "number"));
                patterns.put("^iwae_[0-9]+_effective_samples$",
                        described("Effective samples of that bound, in the mean over images.", "number"));
            } else if (OF_EACH_DIMENSION.contains(measure.key())) {
                Map<String, Object> list = described(sentence(measure), "array");
                list.put("items", Map.of("type", "number"));
                properties.put(measure.key(), list);
            } else {
                properties.put(measure.key(), described(sentence(measure), "number"));
            }
        }
        patterns.put("^[a-z0-9_]+_(low|high)$", described("An end of the 95 % interval of the mean over test images.", "number"));
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "The measures of metrics.json and measures.json, from the table in docs/measures.md");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("patternProperties", patterns);
        return schema;
    }

    private static Map<String, Object> described(String sentence, String type) {
        var map = new LinkedHashMap<String, Object>();
        map.put("description", sentence);
        map.put("type", type);
        return map;
    }

    private static String sentence(Measure measure) {
        String unit = measure.unit().isEmpty() ? "" : ", " + measure.unit();
        return measure.title() + unit + ": " + measure.sentence() + ".";
    }
}
