package tornadovae.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tornadovae.UserError;
import tornadovae.experiment.Node.Mapping;
import tornadovae.experiment.Node.Sequence;

/**
 * The parts of an experiment file with the overrides worked in.
 *
 * @param file       for what no line can be blamed for
 * @param fixed      values of all cells, by full key
 * @param axes       values to combine, by full key
 * @param exclusions conditions under which a combination is left out
 */
record Request(Place file, Map<String, Given> fixed, Map<String, List<Given>> axes, List<Map<String, Given>> exclusions) {

    /** A value with the place that gave it. */
    record Given(Object value, Place place) {}

    static Request of(Mapping root, List<String> overrides) {
        Place file = new Place(root.place().source(), 0);
        var entries = new LinkedHashMap<>(root.entries());
        Node sweep = entries.remove("sweep");
        Node exclude = entries.remove("exclude");
        var request = new Request(file, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        Schema.flatten(new Mapping(root.place(), entries), "").forEach((key, node) -> request.fixed.put(key, given(key, node)));
        if (sweep != null) request.addAxes(asMapping("sweep", sweep));
        if (exclude != null) request.addExclusions(exclude);
        var keys = new HashSet<String>();
        for (String override : overrides) {
            if (!keys.add(request.override(override))) throw Place.commandLine().error("'" + override + "' sets its key a second time; give each key once");
        }
        if (overrides.isEmpty()) request.checkExclusions();
        if (!request.fixed.containsKey("dataset.name") && !request.axes.containsKey("dataset.name"))
            throw file.error("the key dataset is missing; name one, for example 'dataset: digits'");
        return request;
    }

    private static Mapping asMapping(String key, Node node) {
        if (node instanceof Mapping mapping) return mapping;
        throw node.place().error(key + " must be a mapping of keys to values, found " + node.quoted());
    }

    private static Given given(String key, Node node) {
        return new Given(Schema.setting(key).type().read(key, node), node.place());
    }

    private void addAxes(Mapping sweep) {
        Schema.flatten(sweep, "sweep.").forEach((key, node) -> axes.put(key,
                Schema.setting(key).type().readAll(key, node).stream().map(value -> new Given(value, node.place())).toList()));
    }

    private void addExclusions(Node exclude) {
        if (!(exclude instanceof Sequence list))
            throw exclude.place().error("exclude must be a list of mappings such as '- {model.latent: 5, objective.beta: 4}', found "
                    + exclude.quoted());
        for (Node item : list.items()) {
            var condition = new LinkedHashMap<String, Given>();
            Mapping mapping = asMapping("every item of exclude", item);
            Schema.flatten(mapping, "exclude: ").forEach((key, node) -> condition.put(key, given(key, node)));
            if (condition.isEmpty())
                throw item.place().error("an empty mapping under exclude would drop every cell; name the values to leave out");
            exclusions.add(condition);
        }
    }

    /** An exclusion that no combination can meet is a slip of the pen; with overrides it may have become empty. */
    private void checkExclusions() {
        for (var condition : exclusions)
            condition.forEach((key, given) -> {
                List<Object> possible = axes.containsKey(key) ? axes.get(key).stream().map(Given::value).toList() : List.of(value(fixed, key));
                if (!possible.contains(given.value()))
                    throw given.place().error("exclude names " + key + ": " + Values.text(given.value()) + ", which no cell has; name a value of the sweep");
            });
    }

    /** Returns the key. */
    private String override(String override) {
        Place place = Place.commandLine();
        int equals = override.indexOf('=');
        if (equals < 1) throw place.error("'" + override + "' is not of the form key=value, for example training.epochs=2");
        String key = override.substring(0, equals).strip();
        Node value = Yaml.value(place, override.substring(equals + 1));
        if (key.matches("sweep|exclude.*"))
            throw place.error("sweep and exclude cannot be replaced as a whole; give one key, for example sweep.training.seed=[1, 2]");
        if (key.startsWith("sweep.")) {
            addAxes(new Mapping(place, Map.of(key.substring("sweep.".length()), value)));
        } else {
            Schema.flatten(new Mapping(place, Map.of(key, value)), "").forEach((full, node) -> {
                fixed.put(full, given(full, node));
                axes.remove(full);
            });
        }
        return key;
    }

    int combinations(int most) {
        long product = 1;
        for (var values : axes.values()) {
            product *= values.size();
            if (product > most) throw file.error("the sweep has more than " + most + " combinations; make its lists shorter");
        }
        return (int) product;
    }

    /** Combination number {@code index}, counted with the last axis fastest; none if it is excluded. */
    Optional<Cell> cell(int index) {
        var chosen = new LinkedHashMap<>(fixed);
        var swept = new LinkedHashMap<String, Object>();
        for (var axis : axes.entrySet()) swept.put(axis.getKey(), null);
        for (var axis : new ArrayList<>(axes.entrySet()).reversed()) {
            Given value = axis.getValue().get(index % axis.getValue().size());
            index /= axis.getValue().size();
            chosen.put(axis.getKey(), value);
            swept.put(axis.getKey(), value.value());
        }
        var values = new TreeMap<String, Object>();
        for (var setting : Schema.settings()) values.put(setting.key(), setting.standard());
        chosen.forEach((key, given) -> values.put(key, given.value()));
        var configuration = new Configuration(values);
        if (excludes(configuration)) return Optional.empty();
        checkTogether(chosen, configuration);
        return Optional.of(Cell.of(configuration, swept));
    }

    /** What keys demand of each other. */
    private void checkTogether(Map<String, Given> chosen, Configuration configuration) {
        String objective = (String) value(chosen, "objective.name");
        chosen.forEach((key, given) -> {
            if (!key.startsWith("objective.") || key.equals("objective.name") || given.value().equals(Schema.setting(key).standard())) return;
            Objectives.misplaced(objective, key).ifPresent(why -> {
                throw given.place().error(key + " is " + Values.text(given.value()) + ", " + why);
            });
        });
        Objectives.needs(objective).forEach((key, example) -> {
            if (!chosen.containsKey(key))
                throw chosen.get("objective.name").place().error(key + " is missing, which " + objective + " needs; add for example '" + key.substring("objective.".length())
                        + ": " + example + "'");
        });
        try {
            configuration.objective();
            configuration.betaSchedule();
        } catch (UserError e) {
            Place place = chosen.entrySet().stream().filter(entry -> entry.getKey().startsWith("objective.")).map(entry -> entry.getValue().place()).findFirst().orElse(file);
            throw place.error(e.getMessage().replaceFirst("\\.$", ""));
        }
        String binarize = (String) value(chosen, "model.binarize");
        if (value(chosen, "model.likelihood").equals("gaussian") && !binarize.equals("none"))
            throw chosen.get("model.binarize").place().error("model.binarize: " + binarize
                    + " needs model.likelihood: bernoulli; a gaussian decoder models real pixels, so set binarize: none");
    }

    private static Object value(Map<String, Given> chosen, String key) {
        Given given = chosen.get(key);
        return given == null ? Schema.setting(key).standard() : given.value();
    }

    private boolean excludes(Configuration configuration) {
        return exclusions.stream().anyMatch(condition ->
                condition.entrySet().stream().allMatch(e -> configuration.values().get(e.getKey()).equals(e.getValue().value())));
    }
}
