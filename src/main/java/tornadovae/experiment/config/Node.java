package tornadovae.experiment.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A piece of YAML that knows where it stands. */
sealed interface Node {

    Place place();

    /** Items of a list that a sentence repeats. */
    int MOST_ITEMS = 20;
    /** Characters of a text that a sentence repeats. */
    int LONGEST = 100;

    /** As a user should see it in a sentence: not all of it, where it is long. */
    String quoted();

    /** The beginning of a text that is too long for a sentence. */
    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** Keys in the order of the file, each once. */
    record Mapping(Place place, Map<String, Node> entries) implements Node {
        public Mapping {
            entries = new LinkedHashMap<>(entries);
        }

        @Override
        public String quoted() {
            return "a mapping";
        }
    }

    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String quoted() {
            String more = items.size() > MOST_ITEMS ? ", …]" : "]";
            return items.stream().limit(MOST_ITEMS).map(Node::quoted).collect(Collectors.joining(", ", "[", more));
        }
    }

    enum Kind { TEXT, INTEGER, DECIMAL, TRUTH, NOTHING }

    /** @param text as written, without quotes */
    record Scalar(Place place, Kind kind, String text) implements Node {
        @Override
        public String quoted() {
            return switch (kind) {
                case TEXT -> "'" + shortened(text) + "'";
                case NOTHING -> "nothing";
                default -> shortened(text).toLowerCase(Locale.ROOT);
            };
        }
    }
}
