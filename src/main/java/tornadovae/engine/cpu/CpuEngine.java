package tornadovae.engine.cpu;

import java.util.Map;
import tornadovae.engine.Device;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Split;

/** The built-in engine: every op on {@code float[]}, matrix products with the Vector API, a team of threads. Always available. */
public final class CpuEngine implements Engine {

    private final int threads;

    /** @param threads threads to compute with, at least 1 */
    public CpuEngine(int threads) {
        if (threads < 1) throw new IllegalArgumentException("the CPU engine needs at least one thread, found " + threads);
        this.threads = threads;
    }

    @Override
    public void warmUp() {
        WarmUp.begin();
    }

    /** The processor's model name, as the machine gives it. */
    public static String processor() {
        return Processor.name();
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public Device device() {
        String vectors = Lanes.VECTORS ? Lanes.WIDTH + "-lane vectors"
                : "scalar: this JVM has no vectors of 4, 8 or 16 lanes, or runs without the module jdk.incubator.vector";
        return new Device(Processor.name(), "cpu", threads, Runtime.getRuntime().maxMemory(),
                vectors + ", " + threads + (threads == 1 ? " thread" : " threads"));
    }

    /**
     * Neither the processor's model nor the width of its vectors ({@link Lanes}); the JDK's {@code exp} and {@code log} are the
     * architecture's.
     */
    @Override
    public String arithmetic() {
        return "cpu, " + (Lanes.VECTORS ? "sums in " + Lanes.LANES + " lanes" : "scalar") + ", " + System.getProperty("os.arch");
    }

    @Override
    public Session open(Memory memory, Map<Split, Images> data) {
        WarmUp.await();
        var team = new Team(threads);
        try {
            return new CpuSession(memory, data, team);
        } catch (Throwable e) {
            team.close();
            throw e;
        }
    }
}
