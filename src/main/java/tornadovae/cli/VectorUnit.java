package tornadovae.cli;

import jdk.incubator.vector.FloatVector;

/** The CPU's SIMD unit, as the JDK's Vector API sees it. */
final class VectorUnit {

    private VectorUnit() {}

    /** Whether the module {@code jdk.incubator.vector} is in this JVM; without it the CPU engine takes its scalar path. */
    static boolean isPresent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** For instance {@code AVX-512, 16 lanes}. */
    static String description() {
        return isPresent()
                ? description(System.getProperty("os.arch"), lanes())
                : "scalar: this JVM runs without the module jdk.incubator.vector";
    }

    static String description(String architecture, int lanes) {
        var unit = switch (architecture) {
            case "amd64", "x86_64" -> lanes >= 16 ? "AVX-512" : lanes == 8 ? "AVX2" : "SSE";
            case "aarch64", "arm64" -> lanes > 4 ? "SVE" : "NEON";
            default -> architecture;
        };
        return unit + ", " + lanes + " lanes";
    }

    private static int lanes() {
        return FloatVector.SPECIES_PREFERRED.length();
    }
}
