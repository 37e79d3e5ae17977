package tornadovae.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {

    private static List<String> labels(Ticks ticks) {
        return ticks.marks().stream().filter(Tick::isLabelled).map(Tick::label).toList();
    }

    @Test
    void linearTicksAreRoundAndNotTooMany() {
        assertEquals(List.of("0", "20", "40", "60", "80", "100"), labels(Ticks.linear(0, 100, 6)));
        assertEquals(List.of("0", "50", "100"), labels(Ticks.linear(0, 100, 5)));
        assertEquals(List.of("−0.02", "0.00", "0.02", "0.04"), labels(Ticks.linear(-0.023, 0.053, 5)));
        assertEquals(List.of("98", "99", "100", "101", "102"), labels(Ticks.linear(97.5, 102.4, 5)));
        assertEquals(List.of("0.0", "0.5", "1.0"), labels(Ticks.linear(0, 1.2, 4)));
    }

    @Test
    void linearTicksLieInTheRangeAtEqualDistances() {
        for (double[] range : new double[][] {{-3.7, 12.9}, {1e-9, 7e-9}, {123456, 123999}, {-1e7, 3e8}, {0.1, 0.100001}}) {
            for (int most = 2; most < 10; most++) {
                var marks = Ticks.linear(range[0], range[1], most).marks();
                assertTrue(marks.size() <= most);
                double step = marks.size() < 2 ? 0 : marks.get(1).value() - marks.get(0).value();
                for (int i = 0; i < marks.size(); i++) {
                    assertTrue(marks.get(i).value() >= range[0] - 1e-9 * Math.abs(range[0])
                            && marks.get(i).value() <= range[1] * (1 + 1e-9));
                    if (i > 0) assertEquals(step, marks.get(i).value() - marks.get(i - 1).value(), 1e-6 * step);
                }
            }
        }
    }

    @Test
    void largeAndSmallNumbersShareAPowerOfTen() {
        Ticks large = Ticks.linear(0, 1_900_000, 5);
        assertEquals(List.of("0.0", "0.5", "1.0", "1.5"), labels(large));
        assertEquals(6, large.power());
        Ticks small = Ticks.linear(0, 0.00045, 5);
        assertEquals(List.of("0", "100", "200", "300", "400"), labels(small));
        assertEquals(-6, small.power());
    }

    @Test
    void manyDigitsStandInGroups() {
        assertEquals(List.of("0", "20\u00A0000", "40\u00A0000"), labels(Ticks.linear(0, 50_000, 3)));
        assertEquals(List.of("0", "2000", "4000"), labels(Ticks.linear(0, 5_000, 3)));
    }

    @Test
    void logarithmicTicksArePowersOfTenWithSmallOnesBetween() {
        assertEquals(List.of("0.1", "1", "10", "100"), labels(Ticks.logarithmic(0.05, 200, 6)));
        assertEquals(List.of("10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"), labels(Ticks.logarithmic(9e-6, 3, 8)));
        assertEquals(List.of("10⁻⁶", "10⁻³", "10⁰"), labels(Ticks.logarithmic(9e-7, 30, 3)));
        assertTrue(Ticks.logarithmic(0.05, 200, 6).marks().contains(new Tick(20, "")));
    }

    @Test
    void logarithmicTicksOfAShortRangeAreOneTwoFiveOrEven() {
        assertEquals(List.of("1", "2", "5", "10", "20"), labels(Ticks.logarithmic(0.9, 22, 6)));
        assertEquals(List.of("110", "120", "130", "140"), labels(Ticks.logarithmic(105, 145, 5)));
    }

    @Test
    void numbersAreWrittenAsPeopleDo() {
        assertEquals("0", Ticks.number(0));
        assertEquals("−0.5", Ticks.number(-0.5));
        assertEquals("20000", Ticks.number(20000));
        assertEquals("10⁶", Ticks.number(1e6));
        assertEquals("3×10⁻⁶", Ticks.number(3e-6));
        assertEquals("0.33333", Ticks.number(1 / 3.0));
    }
}
