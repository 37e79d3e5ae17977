package tornadovae.cli.command;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import tornadovae.engine.cpu.CpuEngine;

/** What this computer is, in words. */
public final class Machine {

    public static final int OLDEST_JDK = 25;

    private Machine() {}

    /** For instance {@code AMD EPYC 9R14, 2 cores}; where the system does not tell the name, the architecture. */
    public static String processor() {
        var cores = Runtime.getRuntime().availableProcessors();
        return CpuEngine.processor() + ", " + cores + (cores == 1 ? " core" : " cores");
    }

    /** For instance {@code 16.4 GiB heap of 23.5 GiB}; inside a container, of what the container may use. */
    public static String memory() {
        return gib(heapLimit()) + " heap of " + gib(physicalMemory());
    }

    /** Bytes. */
    public static long heapLimit() {
        return Runtime.getRuntime().maxMemory();
    }

    /** Bytes; inside a container, of what the container may use. */
    public static long physicalMemory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
    }
}
