package tornadovae.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What this computer is, in words. */
final class Machine {

    private Machine() {}

    /** For instance {@code AMD EPYC 9R14, 2 cores}; where the system does not tell the name, the architecture. */
    static String processor() {
        var cores = Runtime.getRuntime().availableProcessors();
        return processorName(Path.of("/proc/cpuinfo")) + ", " + cores + (cores == 1 ? " core" : " cores");
    }

    static String processorName(Path cpuinfo) {
        try (var lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** For instance {@code 16.4 GiB heap of 23.5 GiB}; inside a container, of what the container may use. */
    static String memory() {
        return gib(heapLimit()) + " heap of " + gib(physicalMemory());
    }

    /** Bytes. */
    static long heapLimit() {
        return Runtime.getRuntime().maxMemory();
    }

    /** Bytes. */
    static long physicalMemory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
    }
}
