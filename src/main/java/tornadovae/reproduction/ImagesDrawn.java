package tornadovae.reproduction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tornadovae.UserError;
import tornadovae.experiment.config.Configuration;
import tornadovae.results.CellResult;

/**
 * Pictures to look at: the manifold of the model with two latent dimensions, and samples of each model. No number decides.
 *
 * @param latents numbers of latent dimensions, among them 2
 */
record ImagesDrawn(List<Integer> latents) implements Judgement {

    ImagesDrawn {
        latents = List.copyOf(latents);
    }

    @Override
    public boolean needs(Configuration configuration) {
        return latents.contains(configuration.whole("model.latent"));
    }

    @Override
    public String expected(Effort form) {
        return "a manifold on which digits fade into one another, and samples that get sharper with Nz = "
                + latents.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    @Override
    public String tolerance(Effort form) {
        return "none: look at them";
    }

    @Override
    public Assessment judge(List<CellResult> cells, Effort form) {
        for (Path picture : pictures(cells).values()) {
            if (!Files.exists(picture)) {
                throw new UserError(1, "There is no " + picture
                        + "; delete manifest.json beside it, if there is one, then run the same command again.", null);
            }
        }
        String models = cells.stream().map(cell -> String.format(Locale.ROOT, "%s (test −ELBO %.1f)", cell.id(),
                cell.required("test_total"))).collect(Collectors.joining(", "));
        return new Assessment(Assessment.Outcome.DRAWN, expected(form), tolerance(form), "drawn from " + models, "drawn");
    }

    @Override
    public Map<String, Path> pictures(List<CellResult> cells) {
        var pictures = new LinkedHashMap<String, Path>();
        for (CellResult cell : cells) {
            int latent = (int) cell.number("model.latent");
            if (latent == 2) pictures.put("figure-4-manifold.png", cell.folder().manifold());
            pictures.put("figure-5-samples-" + latent + "d.png", cell.folder().samples());
        }
        return pictures;
    }
}
