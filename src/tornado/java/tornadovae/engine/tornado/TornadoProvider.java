package tornadovae.engine.tornado;

import tornadovae.engine.Engine;
import tornadovae.engine.Engines;

/** Announces the engine that computes through TornadoVM. */
public final class TornadoProvider implements Engines.Provider {

    @Override
    public String name() {
        return "tornado";
    }

    @Override
    public String missing() {
        return "the engine is not written yet.";
    }

    @Override
    public boolean accelerated() {
        return false;
    }

    @Override
    public Engine open() {
        throw new IllegalStateException(missing());
    }
}
