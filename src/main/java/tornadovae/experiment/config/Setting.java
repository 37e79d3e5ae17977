package tornadovae.experiment.config;

import java.util.Objects;

/**
 * One setting of a training, with all that is known of it; {@link Settings} lists them.
 *
 * @param key      its section and name in experiment files, such as {@code training.learningRate}
 * @param type     which values it may have
 * @param standard the value where none is given; null if one must be
 * @param sentence what it is; of one that is true or false, what true does, as a request
 * @param title    what reports call it, such as {@code learning rate}; empty where they use the symbol, or else the last part of
 *                 the key
 * @param symbol   the field's symbol, such as β; empty where there is none
 * @param unit     what its numbers count, such as nats; empty where nothing
 * @param zero     what 0 means where it is no amount, such as {@code all}; empty where it is one
 * @param flag     its option of {@code train}, which begins with {@code --no-} where it takes away; empty where there is none
 * @param label    what stands for the option's value on the help page; empty for a switch
 * @param decides  whether what is learned depends on it
 */
public record Setting(String key, Type type, Object standard, String sentence, String title, String symbol, String unit,
        String zero, String flag, String label, boolean decides) {

    /** Collects what is known of a setting, by name. */
    static final class Builder {

        private final String key;
        private final Type type;
        private final Object standard;
        private String title = "", symbol = "", unit = "", zero = "", flag = "", label = "";
        private boolean decides = true;

        Builder(String key, Type type, Object standard) {
            this.key = key;
            this.type = type;
            this.standard = standard;
        }

        Builder title(String words) {
            title = words;
            return this;
        }

        Builder symbol(String letter) {
            symbol = letter;
            return this;
        }

        Builder unit(String counted) {
            unit = counted;
            return this;
        }

        Builder zero(String meaning) {
            zero = meaning;
            return this;
        }

        Builder flag(String option, String value) {
            flag = option;
            label = value;
            return this;
        }

        Builder flag(String option) {
            return flag(option, "");
        }

        /** What is learned does not depend on it. */
        Builder decidesNothing() {
            decides = false;
            return this;
        }

        Setting says(String sentence) {
            return new Setting(key, type, standard, sentence, title, symbol, unit, zero, flag, label, decides);
        }
    }

    /** The first part of the key. */
    public String section() {
        return key.substring(0, key.indexOf('.'));
    }

    /** The last part of the key. */
    public String name() {
        return key.substring(key.indexOf('.') + 1);
    }

    /** In headings and sentences: {@code learning rate}, {@code β}, {@code epochs}. */
    public String shown() {
        return title.isEmpty() ? symbol.isEmpty() ? name() : symbol : title;
    }

    /** The value where none is given, as experiment files write it, with what a 0 means; empty where one must be given. */
    public String standardInWords() {
        if (standard == null) return "";
        return Values.text(standard) + (hasZeroByDefault() ? ", " + zero : "");
    }

    /** Whether its default is a 0 that has a word of its own, such as all. */
    public boolean hasZeroByDefault() {
        return !zero.isEmpty() && isZero(standard);
    }

    static boolean isZero(Object value) {
        return value instanceof Number number && number.doubleValue() == 0;
    }

    /** Whether the text of its option stands for the value where none is given. */
    public boolean isStandard(String text) {
        return Objects.equals(standard, type.valueOf(type.ofFlag(new Place(flag, 0), text)));
    }

    /** Whether its option takes no value. */
    public boolean isSwitch() {
        return label.isEmpty() && !flag.isEmpty();
    }

    /** What its option stands for where that is a switch. */
    public String switched() {
        return flag.startsWith("--no-") ? "false" : "true";
    }
}
