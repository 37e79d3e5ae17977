package tornadovae.experiment.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.LongStream;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.config.Values;
import tornadovae.graph.Tensor;

/** What an experiment will do, checked and estimated before anything starts: every cell, in groups that train together. */
public record Plan(Experiment experiment, List<Group> groups) {

    public Plan {
        groups = List.copyOf(groups);
    }

    /** As few groups as the memory allows. */
    public static Plan of(Experiment experiment, Function<DataSpec, DataShape> shapes, long memoryLimit) {
        return of(experiment, shapes, memoryLimit, Integer.MAX_VALUE);
    }

    /**
     * Groups are in the order in which they should begin: the longest first, by the operations that their training takes, because
     * what ends last should not begin last (Graham 1969).
     *
     * @param shapes the shape of a data set; asked once for each
     * @param memoryLimit bytes that a group's tensors and images may take
     * @param mostTogether cells that may train together; like the memory, it does not change what they compute
     * @throws UserError where a cell cannot be trained, naming the cell
     */
    public static Plan of(Experiment experiment, Function<DataSpec, DataShape> shapes, long memoryLimit, int mostTogether) {
        var known = new LinkedHashMap<DataSpec, DataShape>();
        var families = new LinkedHashMap<Family, List<Cell>>();
        var ids = new HashSet<String>();
        for (Cell cell : experiment.cells()) {
            if (!ids.add(cell.id())) {
                throw new UserError(
                        "Two cells have the name " + cell.id() + "; change one of their values.");
            }
            DataShape shape = known.computeIfAbsent(cell.configuration().dataset(), shapes);
            Family family = Family.of(cell.configuration(), shape);
            String where = experiment.cells().size() == 1 ? "" : "Cell " + cell.id() + ": ";
            List<Cell> members = families.computeIfAbsent(family, f -> new ArrayList<>());
            if (members.isEmpty()) check(where, family);
            check(where, family, cell.configuration());
            members.add(cell);
        }
        var groups = new ArrayList<Group>();
        families.forEach((family, cells) -> groups.addAll(split(family, cells, memoryLimit, mostTogether)));
        groups.sort(Comparator.comparingDouble(Group::flops).reversed());
        return new Plan(experiment, groups);
    }

    /** Beyond this the eigenvalues and classifiers of the scores take too long. */
    private static final int MOST_SCORED_DIMENSIONS = 256;

    /**
     * Refuses what cannot be trained with the data that are here.
     *
     * @param where begins the sentence; it names the cell, where there are several
     */
    public static void check(String where, Family family) {
        DataShape shape = family.shape();
        if (shape.train() < family.batch()) {
            throw new UserError(where + "training.batch is " + family.batch() + ", but " + family.dataset().name() + " has "
                    + shape.train() + " training images here; make the batch smaller.");
        }
        if (shape.test() < 1) {
            throw new UserError(where + family.dataset().name() + " has no test images, which the metrics need; give it some.");
        }
        var ends = LongStream.of(2L * shape.pixels(), 2L * family.model().latent());   // μ and log σ²
        long widest = LongStream.concat(ends, family.model().hidden().stream().mapToLong(width -> width)).max().orElseThrow();
        int draws = family.loss().draws().ofImage();
        if ((double) family.batch() * draws * widest > Integer.MAX_VALUE) {
            throw new UserError(where + "training.batch is " + family.batch()
                    + (draws == 1 ? "" : " with " + draws + " draws of each image")
                    + ", which makes more than 2147483647 values of a layer's " + widest + " units; make it smaller.");
        }
        if (family.loss().penalty().needsPairs() && family.batch() < 2) {
            throw new UserError(where + "training.batch is 1, but the " + family.loss().penalty().term()
                    + " term of the objective compares the images of a minibatch with each other; choose at least 2.");
        }
        if (family.loss().penalty().needsDimensions() && family.model().latent() < 2) {
            throw new UserError(where + "model.latent is 1, but the " + family.loss().penalty().term()
                    + " term of the objective is about the dependence between latent dimensions; choose at least 2.");
        }
        if (family.steps() > Integer.MAX_VALUE) {
            throw new UserError(where + family.steps() + " training steps are more than 2147483647; train fewer epochs.");
        }
        if ((long) shape.test() * family.model().latent() > Integer.MAX_VALUE) {
            throw new UserError(where + shape.test() + " test images with " + family.model().latent()
                    + " latent dimensions each are more than 2147483647 values; take fewer with dataset.test.");
        }
        for (Tensor tensor : family.memory(1).tensors()) {
            if (padded(tensor.rows()) * padded(tensor.columns()) > Integer.MAX_VALUE) {
                throw new UserError(where + tensor
                        + " with its padding is more than 2147483647 values; make the layers, the batch or dataset.test "
                        + "smaller.");
            }
        }
    }

    /** Engines round rows and columns up to whole tiles and vectors, of 64 at most. */
    private static long padded(int length) {
        return Math.ceilDiv(length, 64) * 64L;
    }

    /** What cells of one family have of their own. */
    private static void check(String where, Family family, Configuration c) {
        if (c.real("training.learningRate") == 0) {
            throw new UserError(where + "training.learningRate is " + Values.text(c.values().get("training.learningRate"))
                    + ", which is 0 in single precision; make it larger.");
        }
        if (c.real("training.clipNorm") == 0 && !c.values().get("training.clipNorm").equals(0.0)) {
            throw new UserError(where + "training.clipNorm is " + Values.text(c.values().get("training.clipNorm"))
                    + ", which is 0 in single precision; make it larger, or 0 for no clipping.");
        }
        if (c.flag("measures.disentanglement") && family.model().latent() > MOST_SCORED_DIMENSIONS) {
            throw new UserError(where + "measures.disentanglement scores at most " + MOST_SCORED_DIMENSIONS
                    + " latent dimensions, but model.latent is " + family.model().latent() + "; leave it out.");
        }
        for (String key : List.of("objective.warmupEpochs", "objective.cycleEpochs")) {
            long steps = (long) c.whole(key) * family.stepsPerEpoch();
            if (steps > Integer.MAX_VALUE) {
                throw new UserError(where + key + " is " + c.whole(key) + ", which are " + steps
                        + " steps, more than 2147483647; choose fewer.");
            }
        }
    }

    /** As few groups as the limits allow, of nearly equal size. */
    private static List<Group> split(Family family, List<Cell> cells, long memoryLimit, int mostTogether) {
        long one = family.bytes(1);
        long room = memoryLimit - family.imageBytes();
        if (one > room) {
            throw new UserError(String.format(Locale.ROOT,
                    "Cell %s needs %s of memory and its images %s, but %s of what the engine may take are planned for "
                            + "it; make the layers or the batch smaller, or raise --device-memory where that is the limit.",
                    cells.getFirst().id(), megabytes(one), megabytes(family.imageBytes()), megabytes(memoryLimit)));
        }
        int number = Math.toIntExact(Math.ceilDiv(cells.size(),
                Math.min(Math.min(cells.size(), mostTogether), Math.min(room / one, family.mostReplicas()))));
        var groups = new ArrayList<Group>();
        double flops = family.flops();
        var bytes = new HashMap<Integer, Long>();
        for (int i = 0; i < number; i++) {
            List<Cell> members =
                    cells.subList((int) ((long) i * cells.size() / number), (int) ((i + 1L) * cells.size() / number));
            groups.add(new Group(family, members, bytes.computeIfAbsent(members.size(), family::bytes), flops * members.size()));
        }
        return groups;
    }

    private static String megabytes(long bytes) {
        return Math.ceilDiv(bytes, 1_000_000) + " MB";
    }

    /** All cells, in the experiment's order. */
    public List<Cell> cells() {
        return experiment.cells();
    }

    /** Images that all cells together will see in training. */
    public long images() {
        return groups.stream().mapToLong(Group::images).sum();
    }

    /** What is worth knowing of it before it begins, in sentences. */
    public List<String> notices() {
        return groups.stream().flatMap(group -> group.family().notice().stream()).distinct().toList();
    }

    public double flops() {
        return groups.stream().mapToDouble(Group::flops).sum();
    }
}
