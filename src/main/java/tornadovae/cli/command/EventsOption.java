package tornadovae.cli.command;

import java.util.List;
import picocli.CommandLine.Option;

/** {@code --tensorboard}: an option of commands that train. It is no setting, since results do not depend on it. */
public final class EventsOption {

    @Option(names = "--tensorboard",
            description = "Also write event files into each model's folder, for 'tensorboard --logdir': losses an epoch, and the "
                    + "manifold; models that are finished get them too.")
    private boolean wanted;

    public boolean isWanted() {
        return wanted;
    }

    /** The same option for another process. */
    public List<String> flags() {
        return wanted ? List.of("--tensorboard") : List.of();
    }
}
