package tornadovae.data.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.Places;

/** The data sets by name: this table is the one list of them. */
public final class Datasets {

    private static final List<KnownSet> KNOWN = Stream.of(IdxSets.EMNIST.stream(),
            Stream.of(IdxSets.NOT_MNIST, BinarisedMnist.SET, MatlabSets.OMNIGLOT, FactorArrays.DSPRITES, FactorHdf5.SHAPES3D,
                    MatlabSets.CARS3D, SmallNorb.SET),
            FactorArrays.MPI3D.stream()).flatMap(sets -> sets).toList();

    private static final List<DataSource> SOURCES = Stream.of(
            Stream.of(PublishedSet.MNIST.source(), PublishedSet.FASHION_MNIST.source(), Digits.SOURCE, Sprites.SOURCE,
                    Sprites.SOURCE_64, IdxSets.KMNIST.source()),
            KNOWN.stream().map(KnownSet::source),
            Stream.of(IdxFolder.SOURCE, ImageFolder.SOURCE, ArrayDoor.NPZ, ArrayDoor.NPY, TableDoor.SOURCE))
            .flatMap(sources -> sources).toList();

    /**
     * A line of {@code data list}.
     *
     * @param about what it is
     * @param where where it is on this machine, or how it is got
     * @param here  whether it can be loaded without fetching anything
     */
    public record Entry(String name, String about, String where, boolean here) {}

    private Datasets() {}

    /** The names that stand for themselves; others, such as {@code idx:DIR}, name a folder. */
    public static List<String> names() {
        return SOURCES.stream().filter(DataSource::isNamed).map(DataSource::name).toList();
    }

    /** All that may be written for a name, as part of a sentence: {@code mnist, digits, idx:DIR and npz:FILE}. */
    public static String known(String conjunction) {
        List<String> all = SOURCES.stream().map(DataSource::name).toList();
        return String.join(", ", all.subList(0, all.size() - 1)) + " " + conjunction + " " + all.getLast();
    }

    /** Whether {@link #load} knows a name or its prefix. */
    public static boolean isKnown(String name) {
        return source(name).isPresent();
    }

    /** @throws UserError where the name is not known, files are missing or damaged, or the images do not fit into memory */
    public static Dataset load(DataSpec spec, Places places, Listener listener) {
        return source(spec.name())
                .orElseThrow(() -> new UserError("There is no data set '" + spec.name() + "'; known are " + known("and") + "."))
                .loader().load(spec, places, listener);
    }

    /** What there is, and where. */
    public static List<Entry> list(Places places) {
        return SOURCES.stream().map(source -> {
            Optional<Path> found = source.found().apply(places);
            return new Entry(source.name(), source.about(), found.map(Path::toString).orElse(source.origin()),
                    source.local() || found.isPresent());
        }).toList();
    }

    private static Optional<DataSource> source(String name) {
        return SOURCES.stream().filter(source -> source.isMeantBy(name)).findFirst();
    }
}
