package tornadovae.experiment.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import tornadovae.Suggestion;
import tornadovae.data.source.Datasets;
import tornadovae.experiment.config.Node.Kind;
import tornadovae.experiment.config.Node.Scalar;
import tornadovae.experiment.config.Node.Sequence;

/**
 * What values a key may have. A value is a Long, Double, Boolean, String or a list of Integers; equal settings are equal objects
 * however they were written.
 */
public sealed interface Type {

    /** Continues the sentence "… must be". */
    String allowed();

    /** The value, or null if the node is none of the allowed ones. */
    Object valueOf(Node node);

    /** The value. {@code key} names it in the sentence that refuses it. */
    default Object read(String key, Node node) {
        Object value = valueOf(node);
        if (value != null) return value;
        throw node.place().error(key + " must be " + allowed() + ", found " + node.quoted() + hint(node));
    }

    /** The node that a flag's text stands for. */
    default Node ofFlag(Place flag, String text) {
        return switch (this) {
            case Choice c -> new Scalar(flag, Kind.TEXT, text);
            case DatasetName d -> new Scalar(flag, Kind.TEXT, text);
            case Weights w -> new Scalar(flag, Kind.TEXT, text);
            case Widths w -> text.equals(w.word) ? new Scalar(flag, Kind.TEXT, text) : ofList(flag, text);
            case Whole w -> Yaml.valueOrText(flag, text, text);
            case Real r -> Yaml.valueOrText(flag, text, text);
            case Flag f -> Yaml.valueOrText(flag, text, text);
        };
    }

    private static Node ofList(Place flag, String text) {
        return Yaml.valueOrText(flag, text.startsWith("[") ? text : "[" + text + "]", text);
    }

    /** What to do about a value that is refused; empty, or a clause that begins with a semicolon. */
    default String hint(Node node) {
        return node instanceof Sequence ? "; values to compare belong under sweep" : "";
    }

    record Whole(long min, long max) implements Type {
        @Override
        public String allowed() {
            return "a whole number from " + min + " to " + max;
        }

        @Override
        public Object valueOf(Node node) {
            // !!int 0x10
            if (!(node instanceof Scalar s) || s.kind() != Kind.INTEGER || !s.text().matches("[+-]?\\d{1,18}")) return null;
            long value = Long.parseLong(s.text());
            return value >= min && value <= max ? value : null;
        }
    }

    /** min ≤ value ≤ max, each bound left out where it is open. */
    record Real(double min, boolean minOpen, double max, boolean maxOpen) implements Type {
        @Override
        public String allowed() {
            return "a number " + (minOpen ? "above " : "of at least ") + Values.text(min)
                    + (maxOpen ? " and below " : " and at most ") + Values.text(max);
        }

        @Override
        public Object valueOf(Node node) {
            if (!(node instanceof Scalar s) || s.kind() != Kind.INTEGER && s.kind() != Kind.DECIMAL) return null;
            if (!Yaml.NUMBER.matcher(s.text()).matches()) return null;
            double value = Double.parseDouble(s.text());
            boolean inside = (minOpen ? value > min : value >= min) && (maxOpen ? value < max : value <= max);
            return inside ? value + 0.0 : null;   // + 0.0 makes −0 the same as 0
        }
    }

    record Choice(List<String> names) implements Type {

        /** Any constant of an enum. */
        static Choice of(Class<? extends Enum<?>> type) {
            return new Choice(Arrays.stream(type.getEnumConstants()).map(Choice::name).toList());
        }

        /** A constant as experiment files have it. */
        static String name(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String allowed() {
            return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
        }

        @Override
        public Object valueOf(Node node) {
            return node instanceof Scalar s && s.kind() == Kind.TEXT && names.contains(s.text()) ? s.text() : null;
        }

        @Override
        public String hint(Node node) {
            return didYouMean(node, names, Type.super.hint(node));
        }
    }

    record Flag() implements Type {
        @Override
        public String allowed() {
            return "true or false";
        }

        @Override
        public Object valueOf(Node node) {
            return node instanceof Scalar s && s.kind() == Kind.TRUTH ? Boolean.valueOf(s.text()) : null;
        }
    }

    /**
     * Widths of the hidden layers, which may be none.
     *
     * @param word what may stand in place of a list; empty where nothing may
     */
    record Widths(String word) implements Type {

        private static final int MOST_LAYERS = 100;

        @Override
        public String allowed() {
            return "a list of layer widths from 1 to 65536 such as [500] or [512, 256], or [] for none"
                    + (word.isEmpty() ? "" : ", or " + word);
        }

        /** A number of layers that no network trains with is refused before a program of all of them is planned. */
        @Override
        public Object read(String key, Node node) {
            if (node instanceof Sequence sequence && sequence.items().size() > MOST_LAYERS) {
                throw node.place().error(key + " must have at most " + MOST_LAYERS + " layers, found " + sequence.items().size());
            }
            return Type.super.read(key, node);
        }

        @Override
        public Object valueOf(Node node) {
            if (isWord(node)) return word;
            if (!(node instanceof Sequence sequence)) return null;
            var widths = new ArrayList<Integer>();
            for (Node item : sequence.items()) {
                if (!(new Whole(1, 65_536).valueOf(item) instanceof Long width)) return null;
                widths.add(width.intValue());
            }
            return List.copyOf(widths);
        }

        private boolean isWord(Node node) {
            return !word.isEmpty() && node instanceof Scalar s && s.kind() == Kind.TEXT && s.text().equals(word);
        }

        /** Whether a list has lists in it, or the word, and is none of widths itself. */
        private boolean hasSeveral(Sequence sequence) {
            return !sequence.items().isEmpty()
                    && (sequence.items().getFirst() instanceof Sequence || isWord(sequence.items().getFirst()));
        }

        @Override
        public String hint(Node node) {
            return "";
        }
    }

    /** A name that {@link Datasets} knows, or a folder. */
    record DatasetName() implements Type {
        @Override
        public String allowed() {
            return Datasets.known("or");
        }

        @Override
        public Object valueOf(Node node) {
            if (!(node instanceof Scalar s) || s.kind() != Kind.TEXT) return null;
            // what no YAML file can hold could not be read back from config.yaml
            boolean known = Datasets.names().contains(s.text()) || Datasets.isKnown(s.text())
                    && s.text().matches("\\w+:[^\\p{Cc}\\p{Cs}\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF]+");
            return known ? s.text() : null;
        }

        @Override
        public String hint(Node node) {
            return didYouMean(node, Datasets.names(), Type.super.hint(node));
        }
    }

    /** Which weights were imported: {@link tornadovae.train.ForeignWeights#digest}, or {@link #TRAINED}. */
    record Weights() implements Type {

        /** What says that none were. */
        static final String TRAINED = "none";

        @Override
        public String allowed() {
            return TRAINED + " or what import has written";
        }

        @Override
        public Object valueOf(Node node) {
            return node instanceof Scalar s && s.kind() == Kind.TEXT && s.text().matches(TRAINED + "|sha256-[0-9a-f]{16}")
                    ? s.text() : null;
        }
    }

    private static String didYouMean(Node node, List<String> names, String otherwise) {
        if (!(node instanceof Scalar s)) return otherwise;
        return Suggestion.closest(s.text(), names).map(name -> "; did you mean " + name + "?").orElse(otherwise);
    }

    /** Whether a node under cases holds several values of this type, and not one. */
    default boolean isListOfValues(Node node) {
        return node instanceof Sequence sequence
                && (!(this instanceof Widths widths) || widths.hasSeveral(sequence));
    }

    /**
     * Reads every item of a list; used under sweep and cases.
     *
     * @param title names the key in sentences: {@code sweep.training.seed}
     */
    default List<Object> readAll(String title, Node node) {
        String example = this instanceof Widths ? "a list of lists such as [[500], [512, 256]]"
                : "a list of values to compare such as [1, 2]";
        if (!(node instanceof Sequence sequence)) {
            throw node.place().error(title + " must be " + example + ", found " + node.quoted());
        }
        if (sequence.items().isEmpty()) throw node.place().error(title + " must be " + example + ", found an empty list");
        if (this instanceof Widths widths && !widths.hasSeveral(sequence)) {
            throw node.place().error(title + " must be " + example + ", found " + node.quoted());
        }
        var values = new LinkedHashSet<Object>();
        for (Node item : sequence.items()) {
            if (item instanceof Node.Mapping) {
                throw item.place().error("every value of " + title + " must be " + allowed() + ", found " + item.quoted()
                        + "; settings that belong together are cases, such as 'cases: [{objective: vae}, "
                        + "{objective: {name: beta-vae, beta: 4}}]'");
            }
            Object value = read("every value of " + title, item);
            if (!values.add(value)) throw item.place().error(title + " names " + Values.text(value) + " twice; keep one");
        }
        return List.copyOf(values);
    }
}
