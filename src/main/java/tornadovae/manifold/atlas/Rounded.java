package tornadovae.manifold.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.math.Digits;

/**
 * Values as atlas.json holds them: floating-point numbers with six significant digits, or null where they are not finite, in
 * whatever maps, lists and arrays they lie.
 */
final class Rounded {

    private static final int DIGITS = 6;

    private Rounded() {}

    static Object of(Object value) {
        return switch (value) {
            case null -> null;
            case Double number -> Digits.significant(number, DIGITS);
            case Float number -> of((double) number);
            case Map<?, ?> map -> {
                var rounded = new LinkedHashMap<Object, Object>();
                map.forEach((key, of) -> rounded.put(key, of(of)));
                yield rounded;
            }
            case List<?> list -> {
                var rounded = new ArrayList<Object>();
                list.forEach(of -> rounded.add(of(of)));
                yield rounded;
            }
            case double[] numbers -> of(Arrays.stream(numbers).boxed().toList());
            case float[] numbers -> {
                double[] wide = new double[numbers.length];
                for (int i = 0; i < wide.length; i++) wide[i] = numbers[i];
                yield of(wide);
            }
            case Object[] rows -> of(Arrays.asList(rows));
            default -> value;
        };
    }
}
