package tornadovae.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import tornadovae.UserError;

/**
 * A process that trains one group after the other: it is told their numbers on its standard input, a line each, and ends with it. What it says besides its messages is appended to a log.
 */
final class Worker {

    private static final int LONGEST_LAST_WORDS = 1 << 14;
    /** What the JVM says at every start. */
    private static final String OF_THE_JVM = "WARNING: Using incubator modules";

    private final Process process;
    private final PrintWriter orders;
    private final Path log;
    private final long logBefore;
    private boolean ready;
    private int group;

    /**
     * @param heard messages, in a thread of the worker's own
     * @param ended the exit code, after the last message, in the same thread
     */
    Worker(List<String> command, Path log, BiConsumer<Worker, Message> heard, ObjIntConsumer<Worker> ended) {
        this.log = log;
        try {
            Files.createDirectories(log.getParent());
            logBefore = Files.exists(log) ? Files.size(log) : 0;
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        } catch (IOException e) {
            throw new UserError(1, "Cannot start a worker process: " + UserError.reason(e) + ".", e);
        }
        orders = new PrintWriter(process.outputWriter(), true);
        Thread.ofPlatform().daemon().name("worker " + process.pid()).start(() -> {
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) Message.parse(line).ifPresent(message -> heard.accept(this, message));
            } catch (IOException e) {
                // it was killed while it wrote
            }
            ended.accept(this, exitCode());
        });
    }

    private int exitCode() {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // nobody interrupts this thread on purpose
            }
        }
    }

    void nowReady() {
        ready = true;
        group = 0;
    }

    /** Whether it has ever been ready. */
    boolean wasReady() {
        return ready;
    }

    /** The number of the group that it works on, from 1; 0 for none. */
    int group() {
        return group;
    }

    void work(int number) {
        group = number;
        orders.println(number);
    }

    /** Lets it end when its work is done. */
    void dismiss() {
        orders.close();
    }

    /** Lets it leave checkpoints and end. */
    void stop() {
        process.destroy();
    }

    /** The last line of what it has said besides its messages, without the program's name. */
    String lastWords() {
        try (var in = Files.newInputStream(log)) {
            long size = Files.size(log);
            in.skipNBytes(Math.max(logBefore, size - LONGEST_LAST_WORDS));
            List<String> lines = new String(in.readNBytes(LONGEST_LAST_WORDS), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith(OF_THE_JVM)).toList();
            return lines.isEmpty() ? "nothing." : lines.getLast().replaceFirst("^tornado-vae: ", "");
        } catch (IOException e) {
            return "nothing.";
        }
    }

    void kill() {
        process.destroyForcibly();
    }
}
