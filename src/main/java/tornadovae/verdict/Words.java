package tornadovae.verdict;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers in sentences. */
final class Words {

    private Words() {}

    /** With its interval: {@code 12.3 nats (95 % interval 11.9 to 12.7)}. */
    static String nats(Estimate estimate) {
        return number(estimate.value()) + " nats" + interval(estimate);
    }

    /** A share: {@code 62 % (95 % interval 60 to 64)}. */
    static String percent(Estimate share) {
        Estimate of = share.times(100);
        return percent(of.value()) + " %"
                + (Double.isNaN(of.low()) ? "" : " (95 % interval " + percent(of.low()) + " to " + percent(of.high()) + ")");
    }

    private static String percent(double hundredths) {
        return String.format(Locale.ROOT, hundredths > 0 && hundredths < 10 ? "%.1f" : "%.0f", hundredths);
    }

    static String interval(Estimate estimate) {
        return Double.isNaN(estimate.low()) ? "" : " (95 % interval " + number(estimate.low()) + " to " + number(estimate.high())
                + ")";
    }

    /** About three digits, with a true minus sign. */
    static String number(double value) {
        double size = Math.abs(value);
        String text = size >= 1e7 ? String.format(Locale.ROOT, "%.2g", value)
                : String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
        return text.replaceFirst("^-(?=.*[1-9])", "−").replaceFirst("^-", "");
    }

    /** Latent dimensions as pictures name them, from 0: {@code z₁, z₂ and z₅}. */
    static String dimensions(List<Integer> dimensions) {
        List<String> names = dimensions.stream().map(d -> "z" + subscript(d + 1)).toList();
        if (names.size() == 1) return names.getFirst();
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    private static String subscript(int number) {
        return String.valueOf(number).chars().mapToObj(digit -> String.valueOf((char) ('₀' + digit - '0')))
                .collect(Collectors.joining());
    }
}
