package tornadovae.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tornadovae.UserError;
import tornadovae.chart.Chart;
import tornadovae.file.AtomicFile;
import tornadovae.results.ExperimentResults;
import tornadovae.results.Study;

/** The report of one experiment, or of several side by side: one HTML file that needs no server and no network. */
public final class Report {

    private final List<ExperimentResults> experiments;
    private final List<Section> sections = new ArrayList<>();

    private Report(List<ExperimentResults> experiments) {
        this.experiments = experiments;
    }

    /**
     * Reads what experiments left on disk. Cells may be unfinished, failed or damaged.
     *
     * @param folders of {@code sweep}, {@code ablate} or {@code train}
     * @throws UserError if one holds no results, or is given twice
     */
    public static Report of(List<Path> folders) {
        var paths = new HashSet<Path>();
        for (Path folder : folders) {
            if (!paths.add(folder.toAbsolutePath().normalize())) {
                throw new UserError(
                        folder + " is given twice; name each experiment once.");
            }
        }
        List<String> names = ExperimentResults.names(folders);
        return new Report(IntStream.range(0, folders.size()).mapToObj(i -> ExperimentResults.read(folders.get(i), names.get(i)))
                .toList());
    }

    /** Adds a part after the charts. */
    public Report with(Section section) {
        sections.add(section);
        return this;
    }

    /**
     * The charts for figures: for each study by its short name, which is empty where there is only one, those that have something
     * to show.
     */
    public Map<String, List<Chart>> charts() {
        List<Study> studies = Study.of(experiments);
        var charts = new LinkedHashMap<String, List<Chart>>();
        for (Study study : studies) charts.put(studies.size() > 1 ? Texts.slug(study.label()) : "", Charts.of(study, ""));
        return charts;
    }

    public String html() {
        return ReportPage.html(experiments, sections);
    }

    /** Writes the file, whole or not at all. */
    public void write(Path file) {
        AtomicFile.writeString(file, html());
    }
}
