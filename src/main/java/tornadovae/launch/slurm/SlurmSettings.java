package tornadovae.launch.slurm;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tornadovae.Suggestion;
import tornadovae.UserError;
import tornadovae.engine.ByteSize;
import tornadovae.file.PropertiesFile;

/**
 * How a sweep becomes jobs of Slurm: what stands in {@code tornado-config/slurm.properties}, where every key is explained. What
 * is empty is left to the cluster.
 *
 * @param source the file, for sentences
 * @param queue partition, account, qos and constraint, where they are given
 * @param time of a task, in Slurm's notation
 * @param warning seconds before the time limit at which a task is warned
 * @param gres devices of a task
 * @param cpus processors of a task
 * @param memory bytes of a task
 * @param engine {@code auto}, {@code cpu} or {@code tornado}
 * @param deviceMemory bytes of one device
 * @param cellsPerGroup cells that train together at most
 * @param tasks at most
 * @param tasksAtOnce that run at the same time at most
 * @param modules to load
 * @param container words of a command that starts Java
 * @param java the java command
 * @param javaOptions further flags for the JVM
 * @param sbatch further options of sbatch
 * @param reduce of the job that builds summary and report
 */
public record SlurmSettings(String source, Queue queue, Optional<String> time, int warning, Optional<String> gres, int cpus,
        OptionalLong memory, String engine, OptionalLong deviceMemory, OptionalInt cellsPerGroup, OptionalInt tasks,
        OptionalInt tasksAtOnce, List<String> modules, List<String> container, Optional<String> java, List<String> javaOptions,
        List<String> sbatch, Reduce reduce) {

    /** Where jobs go and who pays. */
    public record Queue(Optional<String> partition, Optional<String> account, Optional<String> qos,
            Optional<String> constraint) {}

    /** What the last job takes of its own. */
    public record Reduce(Optional<String> partition, Optional<String> gres, String time) {}

    private static final List<String> ENGINES = List.of("auto", "cpu", "tornado");
    private static final String NONE = "none";
    private static final long USUAL_DEVICE_MEMORY = 8L << 30;
    /** Java's share of a task's memory; the rest is for its code, threads and drivers. */
    private static final double HEAP = 0.7;

    /** minutes, minutes:seconds, hours:minutes:seconds, days-hours, days-hours:minutes, days-hours:minutes:seconds */
    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,4})-)?(\\d{1,6})(?::(\\d{1,2}))?(?::(\\d{1,2}))?");
    /** sbatch reads values in quotation marks, in which a backslash would mean something. */
    private static final Pattern VALUE = Pattern.compile("[^\\p{Cntrl}\"'\\\\]+");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z0-9-]*(=[^\\p{Cntrl}\"'\\\\]+)?");
    private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+/@~:-]*");

    public SlurmSettings {
        modules = List.copyOf(modules);
        container = List.copyOf(container);
        javaOptions = List.copyOf(javaOptions);
        sbatch = List.copyOf(sbatch);
        require(source, "warning", warning, 10, 3600);
        require(source, "cpus.per.task", cpus, 1, 1024);
        if (time.isPresent() && seconds(time.get()) <= warning + 60) {
            throw new UserError(source + ": time is " + time.get() + ", but a task is warned " + warning + " to " + (warning + 60)
                    + " seconds before its end; make time longer or warning shorter.");
        }
        if (engine.equals("cpu") && deviceMemory.isPresent()) {
            throw new UserError(source + ": device.memory is for a device, but engine is cpu; give memory instead.");
        }
    }

    /** The settings where all keys are left out. */
    public static SlurmSettings standard() {
        try {
            return read("slurm.properties", new StringReader(""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws UserError where the file cannot be read or says something that cannot be */
    public static SlurmSettings read(Path file) {
        try {
            return read(file.toString(), PropertiesFile.reader(file));
        } catch (IOException e) {
            throw new UserError("--slurm-config must name a file like tornado-config/slurm.properties, but " + file
                    + " cannot be read: " + UserError.reason(e) + ".");
        }
    }

    static SlurmSettings read(String source, Reader reader) throws IOException {
        var values = new PropertiesFile(source, reader);
        var settings = new SlurmSettings(source,
                new Queue(value(values, "partition"), value(values, "account"), value(values, "qos"),
                        value(values, "constraint")),
                time(values, "time"), values.whole("warning", 120), gres(values, "gres", "gpu:1"),
                values.whole("cpus.per.task", 4), size(values, "memory"),
                values.parsed("engine", SlurmSettings::engine).orElse("auto"), size(values, "device.memory"),
                count(values, "cells.per.group"), count(values, "tasks"), count(values, "tasks.at.once"),
                words(values, "modules", MODULE, "names of modules such as cuda/12.4"), words(values, "container", null, ""),
                values.parsed("java", SlurmSettings::plain), words(values, "java.options", null, ""),
                words(values, "sbatch", OPTION,
                        "options such as --exclusive or --mail-type=FAIL, without quotation marks and backslashes"),
                new Reduce(value(values, "reduce.partition"), gres(values, "reduce.gres", NONE),
                        time(values, "reduce.time").orElse("60")));
        values.requireNoOther();
        return settings;
    }

    /** Bytes of one device, or of a task's heap with the CPU engine: what decides how many cells train together. */
    public long memoryToPlan(String engine) {
        if (engine.equals("cpu") && memory.isPresent()) return (long) (HEAP * memory.getAsLong());
        return deviceMemory.orElse(USUAL_DEVICE_MEMORY);
    }

    /** The flag for the JVM's heap, where a task's memory is known. */
    Optional<String> heap() {
        return memory.isPresent() ? Optional.of("-Xmx" + (long) (HEAP * memory.getAsLong() / (1 << 20)) + "m") : Optional.empty();
    }

    /** A time limit of Slurm in seconds. */
    private static long seconds(String time) {
        var parts = TIME.matcher(time);
        if (!parts.matches()) throw new IllegalArgumentException(time);
        long first = number(parts.group(2));
        long second = number(parts.group(3));
        long third = number(parts.group(4));
        if (parts.group(1) != null) return 86400 * number(parts.group(1)) + 3600 * first + 60 * second + third;
        return parts.group(4) != null ? 3600 * first + 60 * second + third : 60 * first + second;
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Optional<String> time(PropertiesFile values, String key) {
        return values.parsed(key, text -> {
            if (!TIME.matcher(text).matches() || seconds(text) == 0) {
                throw new IllegalArgumentException(
                        "must be minutes, hours:minutes:seconds or days-hours:minutes:seconds such as 30, 4:00:00 or "
                                + "2-12:00:00, found '" + text + "'");
            }
            return text;
        });
    }

    private static Optional<String> gres(PropertiesFile values, String key, String otherwise) {
        return Optional.of(value(values, key).orElse(otherwise)).filter(gres -> !gres.equals(NONE));
    }

    private static OptionalLong size(PropertiesFile values, String key) {
        return values.parsed(key, ByteSize::parse).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static OptionalInt count(PropertiesFile values, String key) {
        if (values.text(key).isEmpty()) return OptionalInt.empty();
        return OptionalInt.of(values.parsed(key, text -> {
            if (!text.matches("[1-9]\\d{0,6}")) {
                throw new IllegalArgumentException(
                        "must be a whole number from 1 on, found '" + text + "'");
            }
            return Integer.valueOf(text);
        }).orElseThrow());
    }

    private static Optional<String> value(PropertiesFile values, String key) {
        return values.parsed(key, text -> {
            if (!VALUE.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "must have no quotation marks, backslashes and line ends, found '" + shown(text) + "'");
            }
            return text;
        });
    }

    private static String engine(String text) {
        if (!ENGINES.contains(text)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", ENGINES) + ", found '" + shown(text) + "'"
                    + Suggestion.closest(text, ENGINES).map(meant -> " (did you mean " + meant + "?)").orElse(""));
        }
        return text;
    }

    /** @param allowed what each word must be; null: anything of one line */
    private static List<String> words(PropertiesFile values, String key, Pattern allowed, String what) {
        return values.parsed(key, text -> {
            List<String> words = List.of(plain(text).split("\\s+"));
            for (String word : words) {
                if (allowed != null && !allowed.matcher(word).matches()) {
                    throw new IllegalArgumentException(
                            "must be " + what + ", found '" + word + "'");
                }
            }
            return words;
        }).orElse(List.of());
    }

    private static String plain(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "must be one line without control characters, found '" + shown(text) + "'");
        }
        return text;
    }

    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static void require(String source, String key, int found, int least, int most) {
        if (found < least || found > most) {
            throw new UserError(
                    source + ": " + key + " must be from " + least + " to " + most + ", found " + found + ".");
        }
    }
}
