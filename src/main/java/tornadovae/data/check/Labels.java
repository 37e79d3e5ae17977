package tornadovae.data.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tornadovae.data.Dataset;

/** Classes that lack images in one half, and labels that do not start at 0, as those of EMNIST's letters. */
final class Labels {

    private static final int SHOWN = 5;

    private Labels() {}

    static List<String> of(Dataset data, Source source) {
        if (!data.train().hasLabels() || !data.test().hasLabels()) return List.of();
        int[] train = counts(data.train().labels(), data), test = counts(data.test().labels(), data);
        int first = IntStream.range(0, train.length).filter(c -> train[c] + test[c] > 0).findFirst().orElse(0);
        var found = new ArrayList<String>();
        if (first > 0) {
            found.add(("%s has the label %s, and no label is smaller: classes are counted from 0, so there %s without an "
                    + "image; subtract %d from each label.")
                    .formatted(source.name(Half.TRAIN, indexOf(data.train().labels(), first)), data.classNames().get(first),
                            first == 1 ? "is one" : "are " + first, first));
        }
        if (Arrays.stream(train).filter(n -> n > 0).count() == 1 && train.length > 1) {
            found.add(("%s and the other training images are all of class %s; the first of a set that is sorted by class are, "
                    + "so take more, or mix them.")
                    .formatted(source.name(Half.TRAIN, 0), data.classNames().get(data.train().labels()[0])));
            return found;
        }
        lacking(data, first, train, Half.TRAIN, source).ifPresent(found::add);
        lacking(data, first, test, Half.TEST, source).ifPresent(found::add);
        return found;
    }

    private static Optional<String> lacking(Dataset data, int first, int[] counts, Half half, Source source) {
        List<String> without = IntStream.range(first, counts.length).filter(c -> counts[c] == 0)
                .mapToObj(data.classNames()::get).toList();
        if (without.isEmpty()) return Optional.empty();
        String names = without.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return Optional.of("%s and the other %s images have none of class %s%s; add some, or take the class out."
                .formatted(source.name(half, 0), half.word, names, without.size() > SHOWN ? " and "
                        + (without.size() - SHOWN) + " more" : ""));
    }

    private static int[] counts(int[] labels, Dataset data) {
        var counts = new int[data.classNames().size()];
        for (int label : labels) counts[label]++;
        return counts;
    }

    private static int indexOf(int[] labels, int label) {
        return IntStream.range(0, labels.length).filter(i -> labels[i] == label).findFirst().orElse(0);
    }
}
