package tornadovae.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A piece of YAML that knows where it stands. */
sealed interface Node {

    Place place();

    /** As a user should see it in a sentence. */
    String quoted();

    /** Keys in the order of the file, each once. */
    record Mapping(Place place, Map<String, Node> entries) implements Node {
        public Mapping {
            entries = new LinkedHashMap<>(entries);
        }

        @Override public String quoted() {
            return "a mapping";
        }
    }

    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override public String quoted() {
            return items.stream().map(Node::quoted).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    enum Kind { TEXT, INTEGER, DECIMAL, TRUTH, NOTHING }

    /** @param text as written, without quotes */
    record Scalar(Place place, Kind kind, String text) implements Node {
        @Override public String quoted() {
            return switch (kind) {
                case TEXT -> "'" + text + "'";
                case NOTHING -> "nothing";
                default -> text.toLowerCase(Locale.ROOT);
            };
        }
    }
}
