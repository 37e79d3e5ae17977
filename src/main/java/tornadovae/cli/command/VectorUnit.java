package tornadovae.cli.command;

import tornadovae.engine.cpu.Lanes;

/** The CPU's SIMD unit, as the CPU engine uses it. */
public final class VectorUnit {

    private VectorUnit() {}

    /** For instance {@code AVX-512, 16 lanes}. */
    public static String description() {
        return Lanes.VECTORS ? description(System.getProperty("os.arch"), Lanes.WIDTH)
                : "scalar: this JVM has no vectors that the CPU engine can use";
    }

    public static String description(String architecture, int lanes) {
        var unit = switch (architecture) {
            case "amd64", "x86_64" -> lanes >= 16 ? "AVX-512" : lanes == 8 ? "AVX2" : "SSE";
            case "aarch64", "arm64" -> lanes > 4 ? "SVE" : "NEON";
            default -> architecture;
        };
        return unit + ", " + lanes + " lanes";
    }
}
