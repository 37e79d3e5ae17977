package tornadovae.experiment.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import tornadovae.UserError;
import tornadovae.file.TextFile;
import tornadovae.file.UserFile;

/**
 * What a file and the overrides of the command line ask for.
 *
 * @param name      the file's name without its ending
 * @param text      the file as given
 * @param overrides as given, {@code key=value}
 * @param cells     all combinations that are not excluded, cases slowest and the last key of the sweep fastest
 * @param excluded  how many combinations were left out
 */
public record Experiment(String name, String text, List<String> overrides, List<Cell> cells, int excluded) {

    /** No experiment and no configuration is larger. */
    public static final int MOST_BYTES = 1 << 20;

    public Experiment {
        overrides = List.copyOf(overrides);
        cells = List.copyOf(cells);
    }

    /**
     * Reads an experiment file.
     *
     * @param overrides {@code training.epochs=2}, {@code sweep.training.seed=[1, 2]}; a value given for a swept key takes that
     * key out of the sweep and out of every case; cases that become equal thereby are one
     * @throws UserError for anything that is not as {@link Settings} says, naming file, line and key
     */
    public static Experiment read(Path file, List<String> overrides) {
        try {
            String text = TextFile.read(file, MOST_BYTES), fileName = file.getFileName().toString();
            return parse(fileName.replaceFirst("\\.ya?ml$", ""), fileName, text, overrides);
        } catch (NoSuchFileException e) {
            throw new UserError(
                    "There is no file " + file + "; give the path of an experiment file such as experiments/quickstart.yaml.");
        } catch (CharacterCodingException e) {
            throw new UserError(
                    file + " is not a text file in UTF-8; give an experiment file such as experiments/quickstart.yaml.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "give an experiment file such as experiments/quickstart.yaml");
        }
    }

    /**
     * One cell from a command's flags.
     *
     * @param values what was given: {@code 2} for the setting of {@code --latent}; widths are separated by commas
     */
    public static Experiment ofFlags(Map<Setting, String> values) {
        var nodes = new LinkedHashMap<String, Node>();
        values.forEach((setting, value) -> nodes.put(setting.key(), setting.type().ofFlag(new Place(setting.flag(), 0), value)));
        var combinations = Combinations.of(new Node.Mapping(Place.commandLine(), nodes), List.of());
        return new Experiment("train", "", List.of(), List.of(combinations.only()), 0);
    }

    /**
     * The one cell of {@link #ofFlags} as the command import makes it.
     *
     * @param weights which they are: {@link tornadovae.train.ForeignWeights#digest}
     */
    public Experiment imported(String weights) {
        Configuration configuration = cells.getFirst().configuration().with("training.imported", weights);
        if (configuration.text("model.likelihood").equals("gaussian")) {
            configuration = configuration.with("model.minLogVar", -30.0);   // PyTorch's models have no such clamp
        }
        return new Experiment("import", text, overrides, List.of(Cell.of(configuration, Map.of(), Set.of())), excluded);
    }

    /** Reads what {@link Configuration#yaml} wrote; {@code source} names it in error messages. */
    public static Configuration configuration(String source, String yaml) {
        Node.Mapping root = Yaml.mapping(source, yaml);
        for (String key : KeyPaths.SEVERAL) {
            Node several = root.entries().get(key);
            if (several != null) {
                throw several.place().error("the configuration of one cell has no " + key + "; take it out, or train again");
            }
        }
        return Combinations.of(root, List.of()).only().configuration();
    }

    public static Experiment parse(String name, String source, String text, List<String> overrides) {
        var combinations = Combinations.of(Yaml.mapping(source, text), overrides);
        var cells = new LinkedHashMap<Key, Cell>();
        var excluded = new AtomicInteger();
        combinations.forEach((place, one) -> one.ifPresentOrElse(cell -> {
            if (cell.configuration().isImported()) {
                throw place.error("training.imported says that import has made a model, which cannot be trained here; take it "
                        + "out");
            }
            if (cells.putIfAbsent(new Key(cell.hash(), cell.configuration()), cell) != null && overrides.isEmpty()) {
                throw place.error("this case gives the cell " + cell.id()
                        + ", which an earlier case gives too; change or remove one of them");
            }
        }, excluded::incrementAndGet));
        if (cells.isEmpty()) {
            throw new Place(source, 0).error("exclude leaves none of the " + excluded + " combinations; make it narrower");
        }
        return new Experiment(name, text, overrides, List.copyOf(cells.values()), excluded.get());
    }

    /** Finds equal configurations quickly: sums of the hashes of small numbers, as records have them, are often the same. */
    private record Key(String hash, Configuration configuration) {

        @Override
        public int hashCode() {
            return hash.hashCode();
        }
    }
}
