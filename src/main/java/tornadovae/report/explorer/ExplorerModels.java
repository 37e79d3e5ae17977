package tornadovae.report.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import tornadovae.UserError;
import tornadovae.chart.Palette;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.manifold.LatentGrid;
import tornadovae.results.ModelNames;
import tornadovae.train.TrainedModel;

/** Chooses models for a page and writes them down for it: the better ones first, until the budget is spent. */
public final class ExplorerModels {

    /** Test images of a cloud. */
    static final int IMAGES = 1000;

    /** Codes an axis at which quantised decoders are compared with the engine before they are taken. */
    private static final int CHECK_GRID = 12;

    private static final double TOLERANCE = 1 / 255.0;

    private final Engine engine;
    private final Function<DataSpec, Optional<Dataset>> loader;
    private final boolean served;
    private final Map<DataSpec, Optional<TestImages>> images = new HashMap<>();
    private final Map<String, Object> sets = new LinkedHashMap<>();
    private long left;

    /**
     * @param budget characters for decoders and images
     * @param served whether a server decodes, so that the page needs no weights
     */
    private ExplorerModels(Engine engine, Function<DataSpec, Optional<Dataset>> loader, long budget, boolean served) {
        this.engine = engine;
        this.loader = loader;
        this.left = budget;
        this.served = served;
    }

    /**
     * Models with their decoders, as many as a page should carry.
     *
     * @param folders cells with a model
     * @param images  a data set, or nothing where it is not at hand
     * @param command what opens a cell that does not fit, such as {@code ./run.sh explore results/mine}
     * @param budget  characters at most, such as {@link Explorer#BUDGET}
     * @param done    is told how many cells were looked at
     */
    public static Explorer embedded(List<CellFolder> folders, Function<DataSpec, Optional<Dataset>> images, Engine engine,
            Function<CellFolder, String> command, long budget, IntConsumer done) {
        return new ExplorerModels(engine, images, budget, false).of(folders, command, done);
    }

    /** Models whose codes the server of the page decodes; see {@link #embedded}. */
    public static Explorer served(List<CellFolder> folders, Function<DataSpec, Optional<Dataset>> images, Engine engine,
            Function<CellFolder, String> command, IntConsumer done) {
        return new ExplorerModels(engine, images, Long.MAX_VALUE, true).of(folders, command, done);
    }

    private Explorer of(List<CellFolder> folders, Function<CellFolder, String> command, IntConsumer done) {
        var leftOut = new ArrayList<Map<String, Object>>();
        List<Candidate> read = readable(folders, command, leftOut), candidates = Candidate.inOrderOfMerit(read);
        var configurations = new LinkedHashMap<CellFolder, Configuration>();
        for (Candidate candidate : read) configurations.put(candidate.folder(), candidate.configuration());
        var names = new ModelNames(configurations);
        var models = new ArrayList<Map<String, Object>>();
        var taken = new ArrayList<CellFolder>();
        int seen = leftOut.size();
        for (Candidate candidate : candidates) {
            String id = names.idOf(candidate.folder()), label = names.of(candidate.folder()),
                    opens = command.apply(candidate.folder());
            Map<String, Object> map = candidate.toMap(id, label);
            map.put("command", opens);
            Optional<String> reason = add(candidate, map);
            if (reason.isEmpty()) {
                models.add(map);
                taken.add(candidate.folder());
            } else {
                leftOut.add(leftOut(id, label, reason.get(), opens));
            }
            done.accept(++seen);
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("server", served);
        data.put("palette", palette());
        data.put("images", sets);
        data.put("models", models);
        data.put("left_out", leftOut);
        return new Explorer(data, List.copyOf(taken));
    }

    private static Map<String, Object> palette() {
        var palette = new LinkedHashMap<String, Object>();
        palette.put("classes", Palette.CLASSES);
        palette.put("magnitudes", Palette.MAGNITUDES);
        palette.put("signed", Palette.SIGNED);
        return palette;
    }

    /** The others are left out with the reason. */
    private static List<Candidate> readable(List<CellFolder> folders, Function<CellFolder, String> command,
            List<Map<String, Object>> leftOut) {
        var candidates = new ArrayList<Candidate>();
        for (CellFolder folder : folders) {
            try {
                candidates.add(Candidate.read(folder));
            } catch (UserError e) {
                leftOut.add(leftOut(folder.name(), folder.name(), e.getMessage(), command.apply(folder)));
            }
        }
        return candidates;
    }

    private static Map<String, Object> leftOut(String cell, String label, String reason, String command) {
        var out = new LinkedHashMap<String, Object>();
        out.put("cell", cell);
        out.put("label", label);
        out.put("reason", reason);
        out.put("command", command);
        return out;
    }

    /** Completes a model's map, or says why it is not taken: it may also be damaged. */
    private Optional<String> add(Candidate candidate, Map<String, Object> map) {
        try {
            return addWhole(candidate, map);
        } catch (UserError e) {
            return Optional.of(e.getMessage());
        }
    }

    private Optional<String> addWhole(Candidate candidate, Map<String, Object> map) {
        long characters = served ? 0 : QuantisedDecoder.characters(candidate.spec());
        if (characters > left) return Optional.of("the page would be too large");
        TrainedCell cell = TrainedCell.read(candidate.folder());
        Optional<TestImages> cloud = images.computeIfAbsent(candidate.configuration().dataset(), this::load);
        cloud.ifPresent(at -> cell.requireSame(at.of()));
        try (TrainedModel model = cell.openUnasked(engine, cloud.map(TestImages::data).orElse(null))) {
            if (!served) {
                var decoder = QuantisedDecoder.of(candidate.spec(), cell.checkpoint());
                double error = largestError(decoder, model);
                if (!(error <= TOLERANCE)) return Optional.of("16 bits are too few for its weights");
                map.putAll(decoder.toMap());
            } else {
                map.put("likelihood", candidate.configuration().text("model.likelihood"));
            }
            cloud.ifPresent(at -> map.put("cloud", PointCloud.of(model, at).toMap()));
        }
        cloud.ifPresent(at -> sets.computeIfAbsent(at.key(), _ -> counted(at.toMap())));
        Map<String, Object> atlas = cell.atlasIfAny();
        List<Overlay> overlays = atlas.isEmpty() ? List.of() : Overlay.of(atlas);
        if (!overlays.isEmpty()) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("across", atlas.get("across"));
            fields.put("up", atlas.get("up"));
            fields.put("grid", atlas.get("grid"));
            fields.put("classes", atlas.get("classes"));
            fields.put("threshold", atlas.get("class_map") instanceof Map<?, ?> classes && classes.get("threshold") != null
                    ? classes.get("threshold") : 0);
            fields.put("fields", overlays.stream().map(Overlay::toMap).toList());
            map.put("overlays", fields);
        }
        left -= characters(map);
        return Optional.empty();
    }

    private Optional<TestImages> load(DataSpec spec) {
        return loader.apply(spec).filter(data -> data.test().count() > 0 && data.train().count() > 0)
                .map(data -> TestImages.of(spec, data, IMAGES));
    }

    private Map<String, Object> counted(Map<String, Object> set) {
        left -= characters(set);
        return set;
    }

    /** What texts take in a page; of all else there is little. */
    private static long characters(Object value) {
        return switch (value) {
            case String text -> text.length();
            case Map<?, ?> map -> map.values().stream().mapToLong(ExplorerModels::characters).sum();
            case List<?> list -> list.stream().mapToLong(ExplorerModels::characters).sum();
            case null, default -> 0;
        };
    }

    /**
     * max |quantised − engine| over pixels shown, clamped to [0, 1], on a grid of codes over the first two dimensions and along
     * each dimension.
     */
    private static double largestError(QuantisedDecoder decoder, TrainedModel model) {
        float[] origin = new float[model.spec().latent()];
        float[][] plane = origin.length == 1 ? LatentGrid.line(CHECK_GRID) : LatentGrid.square(CHECK_GRID, 0, 1, origin);
        float[][] codes =
                Stream.of(plane, LatentGrid.traversal(CHECK_GRID, origin)).flatMap(Arrays::stream).toArray(float[][]::new);
        float[][] decoded = model.decode(codes);
        double largest = 0;
        for (int i = 0; i < codes.length; i++) {
            double[] z = new double[origin.length];
            for (int d = 0; d < z.length; d++) z[d] = codes[i][d];
            double[] quantised = decoder.decode(z);
            for (int c = 0; c < quantised.length; c++) {
                double error = Math.abs(Math.clamp(quantised[c], 0, 1) - Math.clamp((double) decoded[i][c], 0, 1));
                if (!(error <= largest)) largest = error;   // NaN too
            }
        }
        return largest;
    }
}
