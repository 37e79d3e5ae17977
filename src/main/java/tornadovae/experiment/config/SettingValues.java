package tornadovae.experiment.config;

import java.util.List;
import java.util.Locale;

/** Values of settings by their full keys, as the code that uses them reads them. */
public interface SettingValues {

    /** A Long, Double, Boolean, String or a list of Integers. */
    Object value(String key);

    default int whole(String key) {
        return Math.toIntExact((Long) value(key));
    }

    default float real(String key) {
        return (float) number(key);
    }

    /** In double precision: 1 − 0.999f is off by 10⁻⁵. */
    default double number(String key) {
        return (Double) value(key);
    }

    default String text(String key) {
        return (String) value(key);
    }

    /** Widths of layers. */
    @SuppressWarnings("unchecked")
    default List<Integer> widths(String key) {
        return (List<Integer>) value(key);
    }

    default boolean flag(String key) {
        return (Boolean) value(key);
    }

    /** A choice as the constant of that name. */
    default <E extends Enum<E>> E constant(Class<E> type, String key) {
        return Enum.valueOf(type, text(key).toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
