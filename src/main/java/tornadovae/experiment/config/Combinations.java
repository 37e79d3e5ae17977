package tornadovae.experiment.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import tornadovae.UserError;
import tornadovae.experiment.config.Node.Mapping;
import tornadovae.experiment.config.Node.Sequence;
import tornadovae.model.Draws;

/**
 * What an experiment file combines to cells, with the overrides worked in.
 *
 * @param file       for what no line can be blamed for
 * @param fixed      values of all cells, by full key
 * @param axes       values to combine, by full key
 * @param cases      each is combined with the axes; one that names nothing where a file has none
 * @param exclusions conditions under which a combination is left out
 */
record Combinations(Place file, Map<String, Given> fixed, Map<String, List<Given>> axes, List<Case> cases,
        List<Map<String, Given>> exclusions) {

    private static final int MOST_COMBINATIONS = 100_000;
    /** How often a combination may be compared with a condition under which it is left out. */
    private static final long MOST_COMPARISONS = 10_000_000;

    /** A value with the place that gave it. */
    record Given(Object value, Place place) {}

    /** Values to combine, by full key, that belong together. */
    record Case(Place place, Map<String, List<Given>> axes) {

        Case {
            axes = new LinkedHashMap<>(axes);
        }
    }

    static Combinations of(Mapping root, List<String> overrides) {
        Place file = new Place(root.place().source(), 0);
        var entries = new LinkedHashMap<>(root.entries());
        Node sweep = entries.remove("sweep");
        Node cases = entries.remove("cases");
        Node exclude = entries.remove("exclude");
        var combinations = new Combinations(file, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>(),
                new ArrayList<>());
        KeyPaths.flatten(new Mapping(root.place(), entries), "")
                .forEach((key, node) -> combinations.fixed.put(key, given(key, node)));
        if (sweep != null) combinations.addAxes(asMapping("sweep", sweep));
        if (cases == null) combinations.cases.add(new Case(file, Map.of()));
        else combinations.addCases(cases);
        if (exclude != null) combinations.addExclusions(exclude);
        var keys = new HashSet<String>();
        for (String override : overrides) {
            if (!keys.add(combinations.override(override))) {
                throw Place.commandLine().error("'" + Node.shortened(override)
                        + "' sets its key a second time; give each key once");
            }
        }
        combinations.checkSize();
        if (overrides.isEmpty()) combinations.checkExclusions();
        if (!combinations.fixed.containsKey("dataset.name")
                && combinations.cases.stream().anyMatch(c -> !combinations.axes(c).containsKey("dataset.name"))) {
            throw file.error("the key dataset is missing; name one, for example 'dataset: digits'");
        }
        return combinations;
    }

    private static Mapping asMapping(String key, Node node) {
        if (node instanceof Mapping mapping) return mapping;
        throw node.place().error(key + " must be a mapping of keys to values, found " + node.quoted());
    }

    private static Given given(String key, Node node) {
        return new Given(Settings.get(key).type().read(key, node), node.place());
    }

    private void addAxes(Mapping sweep) {
        KeyPaths.flatten(sweep, "sweep.").forEach((key, node) -> axes.put(key, allGiven("sweep." + key, key, node)));
    }

    private static List<Given> allGiven(String title, String key, Node node) {
        return Settings.get(key).type().readAll(title, node).stream().map(value -> new Given(value, node.place())).toList();
    }

    private void addCases(Node cases) {
        if (!(cases instanceof Sequence list) || list.items().isEmpty()) {
            throw cases.place()
                    .error("cases must be a list of mappings such as '- {objective.name: beta-vae, objective.beta: [1, 4]}', "
                            + "found " + (cases instanceof Sequence ? "an empty list" : cases.quoted()));
        }
        for (Node item : list.items()) {
            var values = new LinkedHashMap<String, List<Given>>();
            KeyPaths.flatten(asMapping("every item of cases", item), "cases: ").forEach((key, node) -> {
                if (axes.containsKey(key)) {
                    throw node.place().error("the key " + key + " stands in a case and at line "
                            + axes.get(key).getFirst().place().line() + " under sweep; keep one");
                }
                values.put(key, Settings.get(key).type().isListOfValues(node) ? allGiven("cases: " + key, key, node)
                        : List.of(given(key, node)));
            });
            if (values.isEmpty()) {
                throw item.place()
                        .error("an empty mapping under cases names no setting; name those in which the case differs");
            }
            this.cases.add(new Case(item.place(), values));
        }
    }

    private void addExclusions(Node exclude) {
        if (!(exclude instanceof Sequence list)) {
            throw exclude.place()
                    .error("exclude must be a list of mappings such as '- {model.latent: 5, objective.beta: 4}', found "
                            + exclude.quoted());
        }
        for (Node item : list.items()) {
            var condition = new LinkedHashMap<String, Given>();
            Mapping mapping = asMapping("every item of exclude", item);
            KeyPaths.flatten(mapping, "exclude: ").forEach((key, node) -> condition.put(key, given(key, node)));
            if (condition.isEmpty()) {
                throw item.place().error("an empty mapping under exclude would drop every cell; name the values to leave out");
            }
            exclusions.add(condition);
        }
    }

    /** An exclusion that no combination can meet is a slip of the pen; with overrides it may have become empty. */
    private void checkExclusions() {
        List<Map<String, List<Given>>> all = cases.stream().map(this::axes).toList();
        for (var condition : exclusions) {
            condition.forEach((key, given) -> {
                boolean possible = all.stream()
                        .anyMatch(a -> a.containsKey(key) ? a.get(key).stream().anyMatch(v -> v.value().equals(given.value()))
                                : value(fixed, key).equals(given.value()));
                if (!possible) {
                    throw given.place().error("exclude names " + key + ": " + Values.text(given.value())
                            + ", which no cell has; name a value of the sweep");
                }
            });
        }
    }

    /** Returns the key. */
    private String override(String override) {
        Place place = Place.commandLine();
        int equals = override.indexOf('=');
        if (equals < 1) {
            throw place
                    .error("'" + Node.shortened(override) + "' is not of the form key=value, for example training.epochs=2");
        }
        String key = override.substring(0, equals).strip();
        Node value = Yaml.value(place, override.substring(equals + 1));
        if (key.matches("sweep|cases.*|exclude.*")) {
            throw place.error("sweep, cases and exclude cannot be replaced as a whole; give one key, for example "
                    + "sweep.training.seed=[1, 2]");
        }
        if (key.startsWith("sweep.")) {
            var swept = new Mapping(place, Map.of(key.substring("sweep.".length()), value));
            addAxes(swept);
            KeyPaths.flatten(swept, "sweep.").keySet().forEach(this::takeOutOfCases);
        } else {
            KeyPaths.flatten(new Mapping(place, Map.of(key, value)), "").forEach((full, node) -> {
                fixed.put(full, given(full, node));
                axes.remove(full);
                takeOutOfCases(full);
            });
        }
        return key;
    }

    private void takeOutOfCases(String key) {
        cases.forEach(c -> c.axes.remove(key));
    }

    /** What one case combines, the fastest last. */
    private Map<String, List<Given>> axes(Case one) {
        var all = new LinkedHashMap<>(one.axes);
        all.putAll(axes);
        return all;
    }

    /** The keys in which cells may differ: those of any case, then those of the sweep. */
    private List<String> sweptKeys() {
        return Stream.concat(cases.stream().flatMap(c -> c.axes.keySet().stream()), axes.keySet().stream()).distinct().toList();
    }

    /** Refuses what would take minutes to combine, or more memory than there is. */
    private void checkSize() {
        long sum = 0;
        for (Case one : cases) {
            long product = 1;
            for (var values : axes(one).values()) {
                product *= values.size();
                if (sum + product > MOST_COMBINATIONS) {
                    throw file
                            .error("the sweep has more than " + MOST_COMBINATIONS + " combinations; make its lists shorter");
                }
            }
            sum += product;
        }
        if (sum * exclusions.size() > MOST_COMPARISONS) {
            throw file.error("exclude has " + exclusions.size() + " conditions for " + sum
                    + " combinations, which are too many; name the cells with cases instead");
        }
    }

    /**
     * Gives every combination with the place of its case, cases slowest and the last axis fastest; one that is excluded has no
     * cell.
     */
    void forEach(BiConsumer<Place, Optional<Cell>> combination) {
        List<String> swept = sweptKeys();
        for (Case one : cases) {
            var axes = axes(one);
            int number = axes.values().stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
            for (int i = 0; i < number; i++) combination.accept(one.place, cell(axes, i, swept));
        }
    }

    /** The cell of what has neither sweep nor cases. */
    Cell only() {
        return cell(Map.of(), 0, List.of()).orElseThrow();
    }

    private Optional<Cell> cell(Map<String, List<Given>> axes, int index, List<String> sweptKeys) {
        int rest = index;
        var chosen = new LinkedHashMap<>(fixed);
        for (var axis : new ArrayList<>(axes.entrySet()).reversed()) {
            chosen.put(axis.getKey(), axis.getValue().get(rest % axis.getValue().size()));
            rest /= axis.getValue().size();
        }
        var values = new TreeMap<String, Object>();
        for (var setting : Settings.all()) values.put(setting.key(), setting.standard());
        chosen.forEach((key, given) -> values.put(key, given.value()));
        var configuration = new Configuration(values);
        if (excludes(configuration)) return Optional.empty();
        checkTogether(chosen, configuration);
        var swept = new LinkedHashMap<String, Object>();
        for (String key : sweptKeys) swept.put(key, values.get(key));
        return Optional.of(Cell.of(configuration, swept, axes.keySet()));
    }

    /** What keys demand of each other. */
    private void checkTogether(Map<String, Given> chosen, Configuration configuration) {
        String objective = (String) value(chosen, "objective.name");
        chosen.forEach((key, given) -> {
            if (!key.startsWith("objective.") || key.equals("objective.name")
                    || given.value().equals(Settings.get(key).standard())) {
                return;
            }
            Objectives.misplaced(objective, key).ifPresent(why -> {
                throw given.place().error(key + " is " + Values.text(given.value()) + ", " + why);
            });
        });
        Objectives.get(objective).needs().forEach((key, example) -> {
            if (!chosen.containsKey(key)) {
                throw chosen.get("objective.name").place().error(key + " is missing, which " + objective
                        + " needs; add for example '" + key.substring("objective.".length()) + ": " + example + "'");
            }
        });
        try {
            configuration.objective();
            configuration.betaSchedule();
        } catch (UserError e) {
            Place place = chosen.entrySet().stream().filter(entry -> entry.getKey().startsWith("objective."))
                    .map(entry -> entry.getValue().place()).findFirst().orElse(file);
            throw place.error(e.getMessage().replaceFirst("\\.$", ""));
        }
        try {
            configuration.dataset();
        } catch (UserError e) {
            Place place = Stream.of("dataset.transpose", "dataset.colour", "dataset.width", "dataset.height")
                    .filter(key -> !value(chosen, key).equals(Settings.get(key).standard())).map(key -> chosen.get(key).place())
                    .findFirst().orElse(file);
            throw place.error(e.getMessage().replaceFirst("\\.$", ""));
        }
        String binarize = (String) value(chosen, "model.binarize");
        String likelihood = (String) value(chosen, "model.likelihood"), variance = (String) value(chosen, "model.variance");
        if (!likelihood.equals("bernoulli") && !binarize.equals("none")) {
            throw chosen.get("model.binarize").place().error("model.binarize: " + binarize
                    + " needs model.likelihood: bernoulli; a " + likelihood
                    + " decoder models real pixels, so set binarize: none");
        }
        if (!likelihood.equals("gaussian") && !variance.equals("pixel")) {
            throw chosen.get("model.variance").place().error("model.variance: " + variance
                    + " needs model.likelihood: gaussian; a " + likelihood + " decoder has none, so leave it out");
        }
        if (!variance.equals("fixed") && !value(chosen, "model.sigma2").equals(Settings.get("model.sigma2").standard())) {
            throw chosen.get("model.sigma2").place().error("model.sigma2 is "
                    + Values.text(value(chosen, "model.sigma2")) + ", but model.variance is " + variance
                    + "; set model.variance: fixed, or leave it out");
        }
        Draws draws = configuration.objective().form().draws();
        if (variance.equals("optimal") && draws.isBound() && draws.ofImage() > 1) {
            throw chosen.get("model.variance").place().error("model.variance: optimal suits the plain mean over draws, which "
                    + objective + " does not take; choose shared or fixed, or an objective of single draws");
        }
    }

    private static Object value(Map<String, Given> chosen, String key) {
        Given given = chosen.get(key);
        return given == null ? Settings.get(key).standard() : given.value();
    }

    private boolean excludes(Configuration configuration) {
        return exclusions.stream().anyMatch(condition -> condition.entrySet().stream()
                .allMatch(e -> configuration.values().get(e.getKey()).equals(e.getValue().value())));
    }
}
