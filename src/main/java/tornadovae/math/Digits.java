package tornadovae.math;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers with as many digits as somebody needs of them. */
public final class Digits {

    private Digits() {}

    /** The number with its first {@code digits} significant digits, rounded half up; null where it is not finite. */
    public static Double significant(double value, int digits) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).round(new MathContext(digits)).doubleValue() : null;
    }
}
