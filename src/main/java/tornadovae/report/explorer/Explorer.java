package tornadovae.report.explorer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import tornadovae.UserError;
import tornadovae.chart.Palette;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.CellFolder;
import tornadovae.experiment.TrainedCell;
import tornadovae.manifold.LatentGrid;
import tornadovae.report.Section;
import tornadovae.train.TrainedModel;

/**
 * The explorer's data, which a page hands to {@code explorer.mount(element, data)} behind {@link #script} and {@link #style}.
 *
 * @param data   what the scripts read, as JSON takes it
 * @param models the cells whose models are in it, in the order of {@code data.models}
 */
public record Explorer(Map<String, Object> data, List<CellFolder> models) {

    /** What models, images and clouds may take in a page, in characters. */
    public static final long BUDGET = 5_000_000;

    /** Test images of a cloud. */
    static final int IMAGES = 1000;

    /** Codes an axis at which quantised decoders are compared with the engine before they are taken. */
    private static final int CHECK_GRID = 12;

    private static final double TOLERANCE = 1 / 255.0;

    /** The scripts, in the order in which they must run. */
    static final List<String> SCRIPTS = List.of("base64.js", "normal.js", "decoder.js", "draw.js", "source.js", "elements.js", "colours.js", "mapping.js", "tiles.js", "overlays.js", "cloud.js", "path.js",
            "view-link.js", "plane.js", "image.js", "controls.js", "explorer.js");

    /** All scripts as one; it defines the object {@code explorer}. */
    public static String script() {
        var text = new StringBuilder("\"use strict\";\n");
        for (String name : SCRIPTS) text.append(resource(name));
        return text.toString();
    }

    /** The style sheet. Its colours are custom properties that the page may set. */
    public static String style() {
        return resource("explorer.css");
    }

    /**
     * Models with their decoders, as many as a page should carry.
     *
     * @param folders cells with a model
     * @param images  a data set, or nothing where it is not at hand
     * @param command what opens those that do not fit, such as {@code ./run.sh explore results/mine}
     * @param budget  characters at most, such as {@link #BUDGET}
     * @param done    is told how many cells were looked at
     */
    public static Explorer embedded(List<CellFolder> folders, Function<DataSpec, Optional<Dataset>> images, Engine engine, String command, long budget, IntConsumer done) {
        return new Making(engine, images, budget, false).of(folders, command, done);
    }

    /** Models whose codes the server of the page decodes; see {@link #embedded}. */
    public static Explorer served(List<CellFolder> folders, Function<DataSpec, Optional<Dataset>> images, Engine engine, String command, IntConsumer done) {
        return new Making(engine, images, Long.MAX_VALUE, true).of(folders, command, done);
    }

    /** Why models are not among them, a sentence each. */
    public List<String> reasons() {
        return data.get("left_out") instanceof List<?> list ? list.stream().map(out -> out instanceof Map<?, ?> map ? map.get("cell") + ": " + sentence(String.valueOf(map.get("reason"))) : "").toList() : List.of();
    }

    private static String sentence(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }

    /** As a part of the report. */
    public Section section() {
        return new Section("explorer", "Explorer", "What each point of the latent plane decodes to. Images are decoded in this page, by the model's own decoder.", data,
                List.of(script(), "sections.explorer = (element, data) => explorer.mount(element, data);\n"), List.of(style()));
    }

    private static String resource(String name) {
        try (var in = Explorer.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Making {

        private final Engine engine;
        private final Function<DataSpec, Optional<Dataset>> loader;
        private final boolean served;
        private final Map<DataSpec, Optional<TestImages>> images = new HashMap<>();
        private final Map<String, Object> sets = new LinkedHashMap<>();
        private long left;

        Making(Engine engine, Function<DataSpec, Optional<Dataset>> loader, long budget, boolean served) {
            this.engine = engine;
            this.loader = loader;
            this.left = budget;
            this.served = served;
        }

        Explorer of(List<CellFolder> folders, String command, IntConsumer done) {
            var leftOut = new ArrayList<Map<String, Object>>();
            List<Candidate> candidates = readable(folders, leftOut);
            var labels = new Labels(candidates.stream().map(Candidate::configuration).toList());
            var models = new ArrayList<Map<String, Object>>();
            var taken = new ArrayList<CellFolder>();
            int seen = leftOut.size();
            for (Candidate candidate : candidates) {
                String label = labels.of(candidate.configuration());
                Map<String, Object> map = candidate.toMap(label);
                Optional<String> reason = add(candidate, map);
                if (reason.isEmpty()) {
                    models.add(map);
                    taken.add(candidate.folder());
                } else {
                    leftOut.add(leftOut(candidate.id(), label, reason.get()));
                }
                done.accept(++seen);
            }
            var data = new LinkedHashMap<String, Object>();
            data.put("command", command);
            data.put("server", served);
            data.put("palette", Map.of("classes", Palette.CLASSES, "magnitudes", Palette.MAGNITUDES, "signed", Palette.SIGNED));
            data.put("images", sets);
            data.put("models", models);
            data.put("left_out", leftOut);
            return new Explorer(data, List.copyOf(taken));
        }

        /** In order of merit; the others are left out with the reason. */
        private static List<Candidate> readable(List<CellFolder> folders, List<Map<String, Object>> leftOut) {
            var candidates = new ArrayList<Candidate>();
            for (CellFolder folder : folders)
                try {
                    candidates.add(Candidate.read(folder));
                } catch (UserError e) {
                    leftOut.add(leftOut(Candidate.id(folder), Candidate.id(folder), e.getMessage()));
                }
            return Candidate.inOrderOfMerit(candidates);
        }

        private static Map<String, Object> leftOut(String cell, String label, String reason) {
            var out = new LinkedHashMap<String, Object>();
            out.put("cell", cell);
            out.put("label", label);
            out.put("reason", reason);
            return out;
        }

        /** Completes a model's map, or says why it is not taken. */
        private Optional<String> add(Candidate candidate, Map<String, Object> map) {
            long characters = served ? 0 : QuantisedDecoder.characters(candidate.spec());
            if (characters > left) return Optional.of("the page would be too large");
            TrainedCell cell = TrainedCell.read(candidate.folder());
            Optional<TestImages> cloud = images.computeIfAbsent(candidate.configuration().dataset(), this::load);
            try (TrainedModel model = cell.open(engine, cloud.map(TestImages::data).orElse(null))) {
                if (!served) {
                    var decoder = QuantisedDecoder.of(candidate.spec(), cell.checkpoint());
                    double error = largestError(decoder, model);
                    if (!(error <= TOLERANCE)) return Optional.of("16 bits are too few for its weights");
                    map.putAll(decoder.toMap());
                    left -= characters;
                } else {
                    map.put("likelihood", candidate.configuration().text("model.likelihood"));
                }
                cloud.ifPresent(at -> map.put("cloud", PointCloud.of(model, at).toMap()));
            }
            cloud.ifPresent(at -> sets.computeIfAbsent(at.key(), _ -> counted(at.toMap())));
            Map<String, Object> atlas = candidate.folder().atlasIfAny();
            List<Overlay> overlays = atlas.isEmpty() ? List.of() : Overlay.of(atlas);
            if (!overlays.isEmpty()) {
                var fields = new LinkedHashMap<String, Object>();
                fields.put("across", atlas.get("across"));
                fields.put("up", atlas.get("up"));
                fields.put("grid", atlas.get("grid"));
                fields.put("classes", atlas.get("classes"));
                fields.put("threshold", atlas.get("class_map") instanceof Map<?, ?> classes && classes.get("threshold") != null ? classes.get("threshold") : 0);
                fields.put("fields", overlays.stream().map(Overlay::toMap).toList());
                map.put("overlays", fields);
            }
            return Optional.empty();
        }

        private Optional<TestImages> load(DataSpec spec) {
            return loader.apply(spec).filter(data -> data.test().count() > 0 && data.train().count() > 0).map(data -> TestImages.of(spec, data, IMAGES));
        }

        private Map<String, Object> counted(Map<String, Object> set) {
            left -= String.valueOf(set.get("sprite")).length();
            return set;
        }

        /** max |quantised − engine| over pixels shown, clamped to [0, 1], on a grid of codes. */
        private static double largestError(QuantisedDecoder decoder, TrainedModel model) {
            float[] origin = new float[model.spec().latent()];
            float[][] codes = origin.length == 1 ? LatentGrid.line(CHECK_GRID) : LatentGrid.square(CHECK_GRID, 0, 1, origin);
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

    /** A model by its place in {@code data.models}. */
    TrainedCell cell(int model) {
        if (model < 0 || model >= models.size()) throw new UserError("There is no model " + model + "; allowed are 0 to " + (models.size() - 1) + ".");
        return TrainedCell.read(models.get(model));
    }
}
