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
import tornadovae.file.UserFile;

/**
 * A process that trains one group after the other: it is told their numbers on its standard input, a line each, and ends with it.
 * What it says besides its messages is appended to a log.
 */
final class Worker {

    private static final int LONGEST_LAST_WORDS = 1 << 14;
    /** What the JVM says at every start, and behind the reason why it cannot. */
    private static final List<String> OF_THE_JVM = List.of("WARNING: Using incubator modules",
            "Error: Could not create the Java Virtual Machine", "Error: A fatal exception has occurred");

    private final Process process;
    private final PrintWriter orders;
    private final Path log;
    private final long logBefore;
    /** The last line of its standard output that was no message. */
    private volatile String printed = "nothing.";
    private boolean ready;
    private int group;

    /**
     * @param heard messages, in a thread of the worker's own
     * @param ended the exit code, after the last message, in the same thread
     */
    Worker(List<String> command, Path log, BiConsumer<Worker, Message> heard, ObjIntConsumer<Worker> ended) {
        this.log = log;
        try {
            // not the sweep's folder, should that have been renamed
            if (!Files.isDirectory(log.getParent())) Files.createDirectory(log.getParent());
            logBefore = Files.exists(log) ? Files.size(log) : 0;
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        } catch (IOException e) {
            throw new UserError(1, "Cannot start a worker process: " + UserError.reason(e) + ".", e);
        }
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread.ofPlatform().daemon().name("worker " + process.pid()).start(() -> {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) hear(line, heard);
            } catch (IOException e) {
                // it was killed while it wrote
            }
            ended.accept(this, exitCode());
        });
    }

    /** What is no message is kept until it is asked for: a JVM that cannot start says why on its standard output. */
    private void hear(String line, BiConsumer<Worker, Message> heard) {
        Message.parse(line).ifPresentOrElse(message -> heard.accept(this, message), () -> {
            if (!line.isBlank()) printed = line.substring(0, Math.min(line.length(), LONGEST_LAST_WORDS));
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

    /**
     * The last line of what it has said besides its messages, without the program's name; of its standard output where it said
     * nothing else.
     */
    String lastWords() {
        try (var in = UserFile.open(log)) {
            long size = Files.size(log);
            in.skipNBytes(Math.max(logBefore, size - LONGEST_LAST_WORDS));
            List<String> lines = new String(in.readNBytes(LONGEST_LAST_WORDS), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && OF_THE_JVM.stream().noneMatch(line::startsWith)).toList();
            return lines.isEmpty() ? printed : lines.getLast().replaceFirst("^tornado-vae: ", "");
        } catch (IOException e) {
            return printed;
        }
    }

    void kill() {
        process.destroyForcibly();
    }
}
