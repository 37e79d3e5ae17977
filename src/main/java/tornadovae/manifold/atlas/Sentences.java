package tornadovae.manifold.atlas;

import java.util.List;
import java.util.Locale;

/** Numbers and lists as findings write them. */
final class Sentences {

    private Sentences() {}

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> items) {
        int last = items.size() - 1;
        return last < 1 ? String.join("", items) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    /**
     * A share as per cent, to a tenth: {@code 4.3 %}, {@code 17 %}; what is not 0 is never written as 0, and what is not all
     * never as 100.
     */
    static String percent(double share) {
        if (share > 0 && share < 0.0005) return "less than 0.1 %";
        if (share >= 0.9995 && share < 1) return "more than 99.9 %";
        return String.format(Locale.ROOT, "%.1f", 100 * share).replaceFirst("\\.0$", "") + " %";
    }

    /** {@code p = 0.13}, {@code p = 0.048}, {@code p = 0.0021}. */
    static String p(double p) {
        return "p = " + String.format(Locale.ROOT, p < 0.01 ? "%.4f" : p < 0.1 ? "%.3f" : "%.2f", p);
    }

    /** {@code ρ = −0.31}. */
    static String rho(double rho) {
        return "ρ = " + number("%.2f", rho);
    }

    /** With a true minus sign; never −0.0. */
    static String number(String format, double value) {
        String text = String.format(Locale.ROOT, format, value);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text.replace('-', '−');
    }

    /** A length in sides of the square: {@code 0.31 sides}. */
    static String sides(double length) {
        return String.format(Locale.ROOT, "%.2f sides", length);
    }
}
