package tornadovae.ablation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tornadovae.UserError;
import tornadovae.experiment.config.Cell;

/**
 * What an experiment compares, read off its cells: data sets by {@code dataset}, objectives by {@code objective.name}, seeds by
 * {@code training.seed}; all else that is swept makes the settings of an objective.
 *
 * @param studies one a data set, in the order of the file
 */
public record Design(List<Contest> studies) {

    /** All objectives on one data set, each with as many settings and the same seeds. */
    public record Contest(String dataset, List<String> seeds, List<Arm> arms) {

        public Contest {
            seeds = List.copyOf(seeds);
            arms = List.copyOf(arms);
        }

        /** Whether some of its models have a Bernoulli decoder and grey pixels. */
        boolean hasCrossEntropy() {
            return arms.stream().flatMap(arm -> arm.settings().stream()).flatMap(option -> option.cells().stream())
                    .anyMatch(cell -> cell.configuration().hasCrossEntropy());
        }
    }

    /** One objective. */
    public record Arm(String objective, List<Option> settings) {

        public Arm {
            settings = List.copyOf(settings);
        }
    }

    /**
     * One setting of an objective.
     *
     * @param label what sets it apart from the objective's other settings
     * @param cells one a seed, in the order of the study's seeds
     */
    public record Option(String label, List<Cell> cells) {

        public Option {
            cells = List.copyOf(cells);
        }
    }

    /** What all others are compared with: the vanilla VAE. */
    public static final String BASELINE = "vae";

    private static final String OBJECTIVE = "objective.name";
    private static final String SEED = "training.seed";
    private static final String DATASET = "dataset.name";

    public Design {
        studies = List.copyOf(studies);
    }

    /** @throws UserError where the comparison would not be a fair one, saying what is uneven */
    public static Design of(List<Cell> cells) {
        var studies = new ArrayList<Contest>();
        grouped(cells, cell -> datasetLabel(cell, cells)).forEach((dataset, own) -> studies.add(study(dataset, own)));
        return new Design(studies);
    }

    private static Contest study(String dataset, List<Cell> cells) {
        List<String> seeds = grouped(cells, cell -> cell.text(SEED)).keySet().stream().toList();
        var arms = new ArrayList<Arm>();
        grouped(cells, cell -> cell.text(OBJECTIVE)).forEach((objective, own) -> arms.add(arm(dataset, objective, own, seeds)));
        if (arms.stream().noneMatch(arm -> arm.objective().equals(BASELINE))) {
            throw new UserError("ablate compares with the objective vae, which this experiment does not have on " + dataset
                    + "; add a case such as '- {objective: vae}'.");
        }
        for (Cell cell : cells) {
            if (cell.text(OBJECTIVE).equals(BASELINE) && !cell.configuration().isVanilla()) {
                throw new UserError("ablate compares with the vanilla VAE, but cell " + cell.id()
                        + " of the objective vae has free bits or a schedule; give those to beta-vae with beta: 1.");
            }
        }
        if (arms.size() == 1) {
            throw new UserError(
                    "ablate compares objectives, but there is only vae on " + dataset + "; add a case for another one.");
        }
        if (arms.stream().map(arm -> arm.settings().size()).distinct().count() > 1) {
            throw new UserError("On " + dataset + " the objectives have different numbers of settings ("
                    + arms.stream().map(arm -> arm.objective() + " " + arm.settings().size()).collect(Collectors.joining(", "))
                    + "), and the best of more looks better; give each the same number.");
        }
        if (arms.getFirst().settings().size() > 1 && seeds.size() == 1) {
            throw new UserError("On " + dataset
                    + " a setting must be chosen by other seeds than the one it is judged by, but there is only seed "
                    + seeds.getFirst() + "; sweep training.seed, or give each objective one setting.");
        }
        return new Contest(dataset, seeds, arms);
    }

    private static Arm arm(String dataset, String objective, List<Cell> cells, List<String> seeds) {
        List<String> keys = cells.getFirst().swept().keySet().stream()
                .filter(key -> !key.startsWith("dataset.") && !key.equals(OBJECTIVE) && !key.equals(SEED)).toList();
        List<String> telling =
                keys.stream().filter(key -> cells.stream().map(cell -> cell.text(key)).distinct().count() > 1).toList();
        var settings = new ArrayList<Option>();
        grouped(cells, cell -> label(cell, telling)).forEach((label, own) -> {
            var bySeed = new LinkedHashMap<String, Cell>();
            for (Cell cell : own) bySeed.put(cell.text(SEED), cell);
            for (String seed : seeds) {
                if (!bySeed.containsKey(seed)) {
                    throw new UserError("On " + dataset + ", " + objective + " (" + label + ") has no cell with seed " + seed
                            + ", which others have, and only equal seeds can be compared; give all the same.");
                }
            }
            settings.add(new Option(label, seeds.stream().map(bySeed::get).toList()));
        });
        return new Arm(objective, settings);
    }

    private static String label(Cell cell, List<String> keys) {
        if (keys.isEmpty()) return "as given";
        return keys.stream().map(key -> key.substring(key.indexOf('.') + 1) + " = " + cell.text(key))
                .collect(Collectors.joining(", "));
    }

    /** Its name, and whatever else of it differs between cells with that name. */
    private static String datasetLabel(Cell cell, List<Cell> all) {
        var label = new StringBuilder(cell.text(DATASET));
        for (String key : cell.swept().keySet()) {
            if (!key.startsWith("dataset.") || key.equals(DATASET)) continue;
            boolean differs = all.stream()
                    .anyMatch(other -> other.text(DATASET).equals(cell.text(DATASET)) && !other.text(key).equals(cell.text(key)));
            if (differs) label.append(", ").append(key.substring(key.indexOf('.') + 1)).append(" = ").append(cell.text(key));
        }
        return label.toString();
    }

    private static Map<String, List<Cell>> grouped(List<Cell> cells, Function<Cell, String> key) {
        return cells.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    /** All cells, study by study. */
    List<Cell> cells() {
        return studies.stream().flatMap(study -> study.arms().stream()).flatMap(arm -> arm.settings().stream())
                .flatMap(setting -> setting.cells().stream()).toList();
    }
}
