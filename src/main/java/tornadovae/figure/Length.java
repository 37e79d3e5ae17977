package tornadovae.figure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tornadovae.UserError;

/**
 * A length on paper.
 *
 * @param points in units of 1/72 inch, in which all canvases are drawn
 */
public record Length(double points) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?) ?(mm|cm|in|pt)");
    private static final double POINTS_A_MILLIMETRE = 72 / 25.4;
    private static final double LEAST = 20 * POINTS_A_MILLIMETRE;
    private static final double MOST = 1000 * POINTS_A_MILLIMETRE;

    public static Length ofMillimetres(double millimetres) {
        return new Length(millimetres * POINTS_A_MILLIMETRE);
    }

    /** @throws UserError that names the option, where the text is no number with a unit, or is not between 20 mm and 1 m */
    public static Length parse(String option, String text) {
        Matcher found = TEXT.matcher(text.strip());
        if (found.matches()) {
            double points = Double.parseDouble(found.group(1)) * switch (found.group(2)) {
                case "mm" -> POINTS_A_MILLIMETRE;
                case "cm" -> 10 * POINTS_A_MILLIMETRE;
                case "in" -> 72;
                default -> 1;
            };
            if (points >= LEAST - 1e-9 && points <= MOST + 1e-9) return new Length(points);
        }
        throw new UserError(option
                + " must be a number with its unit mm, cm, in or pt, between 20mm and 1000mm, such as 85mm; not '" + text + "'.");
    }

    public double millimetres() {
        return points / POINTS_A_MILLIMETRE;
    }
}
