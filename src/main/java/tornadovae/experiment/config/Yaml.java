package tornadovae.experiment.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tornadovae.UserError;
import tornadovae.experiment.config.Node.Kind;
import tornadovae.experiment.config.Node.Mapping;
import tornadovae.experiment.config.Node.Scalar;
import tornadovae.experiment.config.Node.Sequence;

/** Reads one YAML document strictly: no duplicate keys, aliases or second documents. Every error names file and line. */
final class Yaml {

    /** A number as people write it; not .nan, .inf, 1_000 or 0x10. */
    static final Pattern NUMBER = Pattern.compile("[+-]?+(\\d++\\.?+\\d*+|\\.\\d++)([eE][+-]?+\\d++)?+");
    private static final Pattern ERROR_LINE = Pattern.compile("line (\\d+), column");

    private final Place origin;
    private final String text;
    private final YAMLParser parser;

    private Yaml(Place origin, String text, YAMLParser parser) {
        this.origin = origin;
        this.text = text;
        this.parser = parser;
    }

    /**
     * The mapping that a file holds.
     *
     * @param source the file's name, for error messages
     */
    static Mapping mapping(String source, String text) {
        Node root = parse(new Place(source, 1), text);
        if (root instanceof Mapping mapping) return mapping;
        throw root.place()
                .error("an experiment is a mapping of keys to values such as 'dataset: digits', found " + root.quoted());
    }

    /** A value from the command line. */
    static Node value(Place flag, String text) {
        return parse(flag, text);
    }

    /** As {@link #value}, but what is not YAML stands for itself, so that the sentence about it names what the flag takes. */
    static Node valueOrText(Place flag, String yaml, String text) {
        try {
            return value(flag, yaml);
        } catch (UserError e) {
            return new Scalar(flag, Kind.TEXT, text);
        }
    }

    /** @param origin where it begins; without a line, nothing in it has one */
    private static Node parse(Place origin, String text) {
        try (var parser = (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            var yaml = new Yaml(origin, text, parser);
            JsonToken first = parser.nextToken();
            Node root = first == null ? new Scalar(origin, Kind.NOTHING, "") : yaml.node(first);
            if (parser.nextToken() != null) {
                throw yaml.here().error("a second YAML document begins here; put each experiment in a file of its own");
            }
            return root;
        } catch (JacksonException e) {
            throw notYaml(origin, e);
        }
    }

    private Node node(JsonToken token) {
        Place place = here();
        if (parser.isCurrentAlias()) {
            throw place
                    .error("the alias *" + Node.shortened(parser.getString()) + " is not supported; write the value itself");
        }
        return switch (token) {
            case START_OBJECT -> {
                var entries = new LinkedHashMap<String, Node>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.getString();
                    Place keyPlace = here();
                    Node earlier = entries.get(key);
                    if (earlier != null) {
                        throw keyPlace.error("the key " + Node.shortened(key) + " stands here for the second time, first at line "
                                + earlier.place().line() + "; keep one");
                    }
                    entries.put(key, moved(node(parser.nextToken()), keyPlace));
                }
                yield new Mapping(place, entries);
            }
            case START_ARRAY -> {
                var items = new ArrayList<Node>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    items.add(node(next));
                }
                yield new Sequence(place, items);
            }
            case VALUE_NUMBER_INT -> new Scalar(place, Kind.INTEGER, parser.getString());
            case VALUE_NUMBER_FLOAT -> new Scalar(place, Kind.DECIMAL, parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(place, Kind.TRUTH, parser.getString());
            case VALUE_NULL -> new Scalar(place, Kind.NOTHING, "");
            default -> new Scalar(place, kindOfText(), parser.getString());
        };
    }

    /**
     * A number where the parser takes one for text, such as {@code .001} or {@code +5}. What has quotes or a tag, or is octal to
     * some, is text.
     */
    private Kind kindOfText() {
        String written = parser.getString();
        int codePoints = (int) parser.currentTokenLocation().getCharOffset();   // which are what the parser counts
        if (!NUMBER.matcher(written).matches() || written.matches("[+-]?0\\d.*")
                || !text.startsWith(written, text.offsetByCodePoints(0, codePoints))) {
            return Kind.TEXT;
        }
        return written.matches("[+-]?\\d+") ? Kind.INTEGER : Kind.DECIMAL;
    }

    /** A value is found at its key, which is where a user looks for it. */
    private static Node moved(Node node, Place place) {
        return switch (node) {
            case Mapping m -> new Mapping(place, m.entries());
            case Sequence s -> new Sequence(place, s.items());
            case Scalar s -> new Scalar(place, s.kind(), s.text());
        };
    }

    private Place here() {
        return at(origin, parser.currentTokenLocation().getLineNr());
    }

    private static Place at(Place origin, int line) {
        return origin.line() == 0 ? origin : new Place(origin.source(), line);
    }

    /** The parser speaks in several lines, of which the last without a position is what surprised it. */
    private static UserError notYaml(Place origin, JacksonException e) {
        var position = ERROR_LINE.matcher(e.getOriginalMessage());
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        while (position.find()) line = Integer.parseInt(position.group(1));
        if (e instanceof StreamConstraintsException) return at(origin, line).error("this is nested deeper than any experiment");
        String problem = e.getOriginalMessage().lines().filter(l -> !l.isBlank() && !l.startsWith(" ")).reduce((a, b) -> b)
                .orElse("it cannot be read");
        return at(origin, line).error("this is not YAML: " + Node.shortened(inWords(problem)));
    }

    /** The parser's names of its own tokens mean nothing to a user. */
    private static String inWords(String problem) {
        if (problem.contains("TAB")) return "a tab stands where only blanks may; indent with blanks";
        if (problem.contains("<block end>")) return "this line is not indented as those above it";
        return problem.replaceAll("'?<stream end>'?", "the end");
    }
}
