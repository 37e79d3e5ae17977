package tornadovae.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;

class ChartFigureTest {

    record Case(Chart chart, double millimetres, boolean titled) {

        ChartFigure figure() {
            return new ChartFigure(chart, Length.ofMillimetres(millimetres).points(), titled);
        }

        @Override
        public String toString() {
            return chart.id() + " at " + millimetres + " mm";
        }
    }

    static Stream<Case> cases() {
        return Charts.all().stream()
                .flatMap(chart -> Stream.of(new Case(chart, 60, false), new Case(chart, 85, true), new Case(chart, 174, false)));
    }

    private static RecordingCanvas drawn(Figure figure) {
        var canvas = new RecordingCanvas();
        figure.draw(canvas);
        return canvas;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allTextStandsOnThePaperAndNoneOnAnother(Case c) {
        ChartFigure figure = c.figure();
        var texts = drawn(figure).texts;
        assertTrue(texts.size() > 5);
        var paper = new Rectangle2D.Double(0, 0, figure.width(), figure.height());
        for (var text : texts) assertTrue(paper.contains(text.bounds()), text.text() + " at " + text.bounds() + " on " + paper);
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < i; j++) {
                var both = new Area(texts.get(i).outline());
                both.intersect(new Area(texts.get(j).outline()));
                assertTrue(both.isEmpty(), texts.get(i).text() + " lies on " + texts.get(j).text());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLegendStandsOutsideTheAxes(Case c) {
        var canvas = drawn(c.figure());
        Rectangle2D axes = canvas.clips.getFirst();
        List<String> names = c.chart.series().stream().map(Series::name).toList();
        var legend = canvas.texts.stream().filter(text -> names.contains(text.text()) && text.size() == Legend.SIZE).toList();
        if (c.chart.series().size() > 1) assertTrue(legend.size() >= names.size(), "each series has its name");
        for (var entry : legend) assertFalse(axes.intersects(entry.bounds()), entry.text());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lettersAndLinesAreAsLargeAsJournalsWant(Case c) {
        var canvas = drawn(c.figure());
        for (var text : canvas.texts) {
            assertTrue(text.size() >= 6.5 && text.size() <= 8.5, text.text() + " has " + text.size() + " pt");
        }
        for (var stroke : canvas.strokes) assertTrue(stroke.pen().width() >= 0.5, stroke.pen().toString());
    }

    @Test
    void valuesLieWhereTheirNumbersSay() {
        var points = List.of(Point.of(0, 0, ""), Point.of(10, 60, ""), Point.of(20, 120, ""));
        var canvas = drawn(new ChartFigure(new Chart("a", "s", "f", "c", Axis.linear("x", ""), Axis.linear("y", ""),
                List.of(new Series("s", Mark.DOTS, 0, points))), 300, false));
        var dots = canvas.fills;
        assertEquals(3, dots.size());
        assertEquals((dots.get(0).getCenterX() + dots.get(2).getCenterX()) / 2, dots.get(1).getCenterX(), 1e-9);
        assertEquals((dots.get(0).getCenterY() + dots.get(2).getCenterY()) / 2, dots.get(1).getCenterY(), 1e-9);
        assertTrue(dots.get(0).getCenterY() > dots.get(2).getCenterY(), "numbers grow upwards");
        var sixty = canvas.texts.stream().filter(text -> text.text().equals("60")).findFirst().orElseThrow();
        assertEquals(dots.get(1).getCenterY(), sixty.bounds().getCenterY(), 0.3);
        var ten = canvas.texts.stream().filter(text -> text.text().equals("10")).findFirst().orElseThrow();
        assertEquals(dots.get(1).getCenterX(), ten.bounds().getCenterX(), 0.6);
    }

    @Test
    void barsBeginAtZero() {
        var bars =
                List.of(new Series("s", Mark.BARS, 0, List.of(Point.of(0, 90, ""), Point.of(1, 100, ""), Point.of(2, -10, ""))));
        var fills = drawn(
                new ChartFigure(new Chart("a", "s", "f", "c", Axis.of("x", List.of("a", "b", "c")), Axis.linear("y", ""), bars),
                        300, false)).fills;
        assertEquals(0.9, fills.get(0).getHeight() / fills.get(1).getHeight(), 1e-9);
        assertEquals(fills.get(0).getMaxY(), fills.get(2).getMinY(), 1e-9);
        assertEquals(0.1, fills.get(2).getHeight() / fills.get(1).getHeight(), 1e-9);
    }

    @Test
    void valuesThatALogarithmicAxisHasNotAreLeftOut() {
        var points =
                List.of(new Point(1, 10, -1, 20, ""), Point.of(2, 0, ""), Point.of(3, Double.NaN, ""), Point.of(4, 1000, ""));
        var canvas = drawn(new ChartFigure(new Chart("a", "s", "f", "c", Axis.linear("x", ""), Axis.logarithmic("y", ""),
                List.of(new Series("s", Mark.DOTS, 0, points))), 300, false));
        assertEquals(2, canvas.fills.size());
        for (var stroke : canvas.strokes) {
            assertTrue(Double.isFinite(stroke.bounds().getHeight()) && stroke.bounds().getMaxY() < 1e4);
        }
    }

    @Test
    void aChartWithoutValuesIsDrawnEmpty() {
        for (Axis y : List.of(Axis.linear("y", ""), Axis.logarithmic("y", ""))) {
            var canvas = drawn(new ChartFigure(
                    new Chart("a", "s", "f", "c", Axis.linear("x", ""), y, List.of(new Series("s", Mark.LINE, 0, List.of()))),
                    300, false));
            assertTrue(canvas.fills.isEmpty());
            assertTrue(canvas.texts.stream().anyMatch(text -> text.text().equals("x")));
        }
    }

    @Test
    void pointsAreNamedBesideThemOnlyWhereTheAxisDoesNotSayIt() {
        List<String> distortion = drawn(new ChartFigure(Charts.rateDistortion(), 480, false)).texts.stream()
                .map(RecordingCanvas.Text::text).toList();
        assertTrue(distortion.containsAll(List.of("β = 0.5", "β = 8", "vae")), distortion.toString());
        assertTrue(drawn(new ChartFigure(Charts.elboOverLatent(), 480, false)).texts.stream()
                .noneMatch(text -> text.text().startsWith("d = ")));
    }

    @Test
    void pointsThatAllHaveTheSameNameAreNotNamed() {
        var points = List.of(Point.of(1.5, 1, "5 seeds"), Point.of(2.5, 2, "5 seeds"));
        var chart = new Chart("a", "s", "f", "c", Axis.linear("x", ""), Axis.linear("y", ""),
                List.of(new Series("s", Mark.LINE_AND_DOTS, 0, points)));
        assertTrue(drawn(new ChartFigure(chart, 300, false)).texts.stream().noneMatch(text -> text.text().contains("seeds")));
    }

    @Test
    void wholeNumbersHaveWholeTicks() {
        for (int last : new int[] {2, 5, 9, 30}) {
            var points = IntStream.rangeClosed(1, last).mapToObj(x -> Point.of(x, 1.0 / x, "")).toList();
            var canvas = drawn(new ChartFigure(new Chart("a", "s", "f", "c", Axis.linear("epoch", ""), Axis.linear("y", ""),
                    List.of(new Series("s", Mark.LINE, 0, points))), 300, false));
            double axis = canvas.clips.getFirst().getMaxY();
            var below =
                    canvas.texts.stream().filter(text -> text.bounds().getMinY() > axis && !text.text().equals("epoch")).toList();
            assertTrue(below.size() >= 2);
            for (var text : below) assertTrue(text.text().matches("\\d+"), text.text());
        }
    }

    @Test
    void theFindingStandsAboveOnlyWhereItIsWanted() {
        String words = Charts.loss().finding().split(" in it")[0];
        assertTrue(drawn(new ChartFigure(Charts.loss(), 480, true)).texts.getFirst().text().startsWith(words));
        assertTrue(drawn(new ChartFigure(Charts.loss(), 480, false)).texts.stream()
                .noneMatch(text -> text.text().startsWith(words)));
    }
}
