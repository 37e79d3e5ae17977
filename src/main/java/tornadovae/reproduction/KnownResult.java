package tornadovae.reproduction;

import java.nio.file.Path;
import java.util.List;
import tornadovae.experiment.config.Experiment;

/**
 * A known result, and how it is tried here.
 *
 * @param name       what {@code --only} takes
 * @param sentence   the claim
 * @param source     where it was made
 * @param experiment the file under {@code experiments/reproduction/}, without its ending; claims may share one
 * @param quick      overrides of that file for {@link Effort#QUICK}; claims that share the file share them
 * @param judgement  what decides
 */
public record KnownResult(String name, String sentence, String source, String experiment, List<String> quick,
        Judgement judgement) {

    public KnownResult {
        quick = List.copyOf(quick);
    }

    /** @param folder {@code experiments/reproduction/} */
    public Experiment experiment(Path folder, Effort form) {
        return Experiment.read(folder.resolve(experiment + ".yaml"), form == Effort.FULL ? List.of() : quick);
    }

    /** The folder of the experiment's results: each form has its own, so that either can be run again without the other. */
    public Path results(Path folder, Effort form) {
        return folder.resolve(form == Effort.FULL ? experiment : experiment + "-quick");
    }
}
