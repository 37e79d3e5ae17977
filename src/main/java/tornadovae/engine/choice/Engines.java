package tornadovae.engine.choice;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.ServiceLoader;
import tornadovae.UserError;
import tornadovae.engine.Check;
import tornadovae.engine.Device;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.Engine;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.Translator;
import tornadovae.engine.cpu.CpuEngine;

/**
 * The choice of an engine. The CPU engine is built in; others announce themselves as a {@link Provider} service.
 * An engine that was named is never silently replaced.
 */
public final class Engines {

    /** An engine that is not built in. */
    public interface Provider {

        /** Why it cannot run here, one sentence with its full stop; empty if it can. */
        Optional<String> missing();

        /**
         * Its devices by the index to write after {@code --device}, each with all that is known of it; none where something is
         * missing.
         */
        SequencedMap<DeviceIndex, Device> devices();

        /** All that it needs in order to run, each link tried; the last one is the first that does not hold. */
        List<Check> checks();

        /** @throws UserError with exit code 3 for what is missing here, 2 for a request that cannot be met */
        Engine open(EngineRequest request);

        /**
         * As {@link #open}, but to look at the kernels instead of running them; before anything else of the provider in this JVM.
         */
        Translator translator(EngineRequest request);
    }

    /** @param reason one line for the user: which engine, on what, and why */
    public record Choice(Engine engine, String reason) {}

    private Engines() {}

    /** As {@link #choose(EngineRequest)}, on the device and with the memory that the engine chooses itself. */
    public static Choice choose(String engine, int threads) {
        return choose(EngineRequest.of(engine, threads));
    }

    /** @throws UserError with exit code 3 when an engine that was asked for is not there, 2 for a request that cannot be met */
    public static Choice choose(EngineRequest request) {
        return choose(request, provider());
    }

    /** What computes through TornadoVM, in a build that has it. */
    public static Optional<Provider> provider() {
        return ServiceLoader.load(Provider.class).findFirst();
    }

    static Choice choose(EngineRequest request, Optional<Provider> provider) {
        return switch (request.engine()) {
            case "cpu" -> cpu(request);
            case "tornado" -> tornado(request, provider, "--engine tornado", "as asked");
            // a flag that only TornadoVM understands asks for it
            default -> request.tornadoFlag().map(flag -> tornado(request, provider, flag, "as " + flag + " asks"))
                    .orElseGet(() -> automatic(request, provider));
        };
    }

    private static Choice automatic(EngineRequest request, Optional<Provider> provider) {
        if (provider.isEmpty()) {
            Engine cpu = new CpuEngine(request.threads());   // no reason: without TornadoVM there is no choice
            return new Choice(cpu, "engine: cpu on " + cpu.device());
        }
        Optional<String> missing = provider.get().missing();
        if (missing.isPresent()) return choice(new CpuEngine(request.threads()), "since TornadoVM cannot run: " + missing.get());
        if (provider.get().devices().values().stream().noneMatch(Device::accelerated)) {
            return choice(new CpuEngine(request.threads()),
                    "since TornadoVM has no accelerator here, only the processor again; --engine tornado would take that");
        }
        return choice(provider.get().open(request), "since it is an accelerator");
    }

    private static Choice tornado(EngineRequest request, Optional<Provider> provider, String flag, String why) {
        return choice(provider.orElseThrow(() -> new UserError(3,
                flag + ": this build has no TornadoVM engine; './run.sh doctor' says how to get it, or use --engine cpu.",
                null)).open(request), why);
    }

    private static Choice cpu(EngineRequest request) {
        request.tornadoFlag().ifPresent(flag -> {
            throw new UserError(flag + " is for TornadoVM; leave it out with --engine cpu.");
        });
        return choice(new CpuEngine(request.threads()), "as asked");
    }

    private static Choice choice(Engine engine, String why) {
        return new Choice(engine, "engine: " + engine.name() + " on " + engine.device() + ", " + why);
    }
}
