package tornadovae.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tornadovae.manifold.atlas.Atlas;
import tornadovae.results.AtlasTable;
import tornadovae.results.CellResult;
import tornadovae.results.Study;

/** What one asks of the picture of a manifold, answered by the atlas of one model, and by those of all for what settings do. */
final class ManifoldAnswers {

    private ManifoldAnswers() {}

    /**
     * A question and its answer each; empty where the model has no atlas.
     *
     * @param cell whose picture stands beside them
     */
    static List<List<String>> of(Study study, CellResult cell, Atlases atlases) {
        var answers = new ArrayList<List<String>>();
        atlases.of(cell).ifPresent(atlas -> atlas.values().values().forEach(part -> answers.addAll(answers(part))));
        if (answers.isEmpty()) return answers;
        String settings = new AtlasTable(List.of(study), atlases::of).answer();
        if (!settings.isEmpty()) {
            answers.add(List.of("Does another setting separate the classes better, and at what cost?", settings));
        }
        return answers;
    }

    /** What is not as it should be answers nothing; the atlas's own part of the page says that it is damaged. */
    private static List<List<String>> answers(Object part) {
        if (!(part instanceof Map<?, ?> map && map.get(Atlas.ANSWERS) instanceof Map<?, ?> answers)) return List.of();
        return answers.entrySet().stream()
                .map(entry -> List.of(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()))).toList();
    }
}
