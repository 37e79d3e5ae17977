package tornadovae.report.explorer;

import java.util.List;
import java.util.Map;
import tornadovae.UserError;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.report.Html;
import tornadovae.report.Section;

/**
 * The explorer's data, which a page hands to {@code explorer.mount(element, data)} behind {@link #script} and {@link #style}.
 *
 * @param data   what the scripts read, as JSON takes it
 * @param models the cells whose models are in it, in the order of {@code data.models}
 */
public record Explorer(Map<String, Object> data, List<CellFolder> models) {

    /** What models, images and clouds may take in a page, in characters. */
    public static final long BUDGET = 5_000_000;

    /** The scripts, in the order in which they must run. */
    static final List<String> SCRIPTS = List.of("base64.js", "normal.js", "decoder.js", "draw.js", "source.js", "elements.js",
            "colours.js", "mapping.js", "tiles.js", "regions.js", "overlays.js", "cloud.js", "path.js", "view-link.js",
            "plane.js", "image.js", "controls.js", "explorer.js");

    /** All scripts as one; it defines the object {@code explorer}. */
    public static String script() {
        var text = new StringBuilder("\"use strict\";\n");
        for (String name : SCRIPTS) text.append(Html.resource(Explorer.class, name));
        return text.toString();
    }

    /** The style sheet. Its colours are custom properties that the page may set. */
    public static String style() {
        return Html.resource(Explorer.class, "explorer.css");
    }

    /** Why models are not among them, a sentence each. */
    public List<String> reasons() {
        return data.get("left_out") instanceof List<?> list ? list.stream().map(
                out -> out instanceof Map<?, ?> map ? map.get("cell") + ": " + sentence(String.valueOf(map.get("reason"))) : "")
                .toList() : List.of();
    }

    private static String sentence(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }

    /** As a part of the report. */
    public Section section() {
        return new Section("explorer", "Explorer",
                "What each point of the latent plane decodes to. Images are decoded in this page, by the model's own "
                        + "decoder.",
                data, List.of(script(), "sections.explorer = (element, data) => explorer.mount(element, data);\n"),
                List.of(style()));
    }

    /** A model by its place in {@code data.models}. */
    TrainedCell cell(int model) {
        if (model < 0 || model >= models.size()) {
            throw new UserError(
                    "There is no model " + model + "; allowed are 0 to " + (models.size() - 1) + ".");
        }
        return TrainedCell.read(models.get(model));
    }
}
