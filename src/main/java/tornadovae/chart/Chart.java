package tornadovae.chart;

import java.util.List;

/**
 * A chart.
 *
 * @param id      name of its files, such as {@code rate-distortion}
 * @param subject what it shows, such as {@code Rate and distortion over β}; a short heading
 * @param finding what one learns from it, one sentence with numbers: the title
 * @param caption how it was measured: what a point is, what the intervals are, how many seeds
 */
public record Chart(String id, String subject, String finding, String caption, Axis x, Axis y, List<Series> series) {

    public Chart {
        series = List.copyOf(series);
        if (!id.matches("[a-z0-9-]+")) throw new IllegalArgumentException("a chart's id is made of a-z, 0-9 and -, found " + id);
    }

    public boolean isEmpty() {
        return series.stream().allMatch(s -> s.points().isEmpty());
    }
}
