package tornadovae.cli.command;

import tornadovae.data.Listener;

/** Tells what loading a data set does: a line for a choice, a progress bar for a download. */
public class LoadingReport implements Listener, AutoCloseable {

    private final BaseCommand command;
    private String task = "";
    private Progress progress = Progress.silent();

    public LoadingReport(BaseCommand command) {
        this.command = command;
    }

    @Override
    public synchronized void note(String line) {
        close();
        command.say(line);
    }

    @Override
    public synchronized void warn(String sentence) {
        close();
        command.say("Warning: " + sentence);
    }

    @Override
    public synchronized void progress(String what, long done, long total) {
        if (total < 0) {
            return;
        }
        if (!task.equals(what)) {
            close();
            task = what;
            progress = command.progress(what, total >> 10, "KiB");
        }
        progress.advanceTo(done >> 10);
        if (done >= total) {
            close();
        }
    }

    @Override
    public synchronized void close() {
        progress.close();
        progress = Progress.silent();
        task = "";
    }
}
