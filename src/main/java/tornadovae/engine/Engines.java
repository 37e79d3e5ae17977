package tornadovae.engine;

import java.util.ServiceLoader;
import tornadovae.UserError;
import tornadovae.engine.cpu.CpuEngine;

/**
 * The choice of an engine by name. The CPU engine is built in; others announce themselves as a {@link Provider} service.
 * An engine that was named is never silently replaced.
 */
public final class Engines {

    /** An engine that is not built in. */
    public interface Provider {

        /** The name on the command line. */
        String name();

        /** Why it cannot run here, one sentence with its full stop; null if it can. */
        String missing();

        /** Whether it would compute on something faster than this machine's processor. */
        boolean accelerated();

        Engine open();
    }

    /** @param reason one line for the user: which engine, on what, and why */
    public record Choice(Engine engine, String reason) {}

    private Engines() {}

    /**
     * @param name    {@code auto}, {@code cpu}, or a provider's name
     * @param threads for the CPU engine
     * @throws UserError with exit code 3 when a named engine is not there, 2 when there is no such name
     */
    public static Choice choose(String name, int threads) {
        if (threads < 1) throw new UserError("--threads must be at least 1, found " + threads + ".");
        return switch (name) {
            case "auto" -> automatic(threads);
            case "cpu" -> cpu(threads, "as asked");
            case "tornado" -> named(name);
            default -> throw new UserError("--engine must be auto, cpu or tornado, found " + name + ".");
        };
    }

    private static Choice automatic(int threads) {
        for (Provider provider : ServiceLoader.load(Provider.class))
            if (provider.missing() == null && provider.accelerated()) return choice(provider.open(), "an accelerator is there");
        return cpu(threads, "no TornadoVM with an accelerator is installed");
    }

    private static Choice named(String name) {
        for (Provider provider : ServiceLoader.load(Provider.class))
            if (provider.name().equals(name)) {
                if (provider.missing() != null) throw new UserError(3, "--engine " + name + ": " + provider.missing(), null);
                return choice(provider.open(), "as asked");
            }
        throw new UserError(3, "--engine " + name + ": this build has no TornadoVM engine; use --engine cpu or --engine auto.", null);
    }

    private static Choice cpu(int threads, String why) {
        return choice(new CpuEngine(threads), why);
    }

    private static Choice choice(Engine engine, String why) {
        return new Choice(engine, "engine: " + engine.name() + " on " + engine.device() + ", " + why);
    }
}
