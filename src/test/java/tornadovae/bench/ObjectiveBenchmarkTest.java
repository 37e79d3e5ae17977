package tornadovae.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tornadovae.engine.Device;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Op;
import tornadovae.graph.Split;
import tornadovae.graph.TotalCorrelation;
import tornadovae.model.Draws;
import tornadovae.model.Objective;
import tornadovae.model.Penalty;

/** What is measured, with an engine that only waits: a step with a total correlation takes it four times as long. */
class ObjectiveBenchmarkTest {

    private final List<Memory> opened = new ArrayList<>();

    @Test
    void costsAreInUnitsOfTheVanillaVae() {
        List<ObjectiveBenchmark.Result> results = new ObjectiveBenchmark(new Waiting(), 3, 0.02, 0).run(Workload.W1, 2);
        assertEquals(List.copyOf(ObjectiveBenchmark.OBJECTIVES.keySet()), results.stream()
                .map(ObjectiveBenchmark.Result::objective).filter(ObjectiveBenchmark::addsTerms).toList());
        assertEquals(List.of("vae, gaussian", "vae, gaussian shared", "vae, gaussian optimal", "vae, gaussian fixed",
                "vae, continuous-bernoulli", "vae, prior mixture", "vae, prior vamp"),
                results.stream().map(ObjectiveBenchmark.Result::objective)
                        .filter(name -> !ObjectiveBenchmark.addsTerms(name)).toList());
        assertEquals("vae", results.getFirst().objective());
        assertEquals(1, results.getFirst().cost());
        var costly = results.stream().filter(result -> result.objective().startsWith("beta-tcvae")).toList();
        assertEquals(2, costly.size());
        for (var result : costly) assertTrue(result.cost() > 2, result.toString());
        for (var result : results) {
            assertTrue(result.least() <= result.cost() && result.cost() <= result.most(), result.toString());
        }
        for (Memory memory : opened) assertEquals(2, memory.replicas());
    }

    @Test
    void everyPenaltyIsMeasured() {
        Set<Penalty> measured = new HashSet<>();
        for (Objective objective : ObjectiveBenchmark.OBJECTIVES.values()) measured.add(objective.form().penalty());
        assertEquals(Set.of(Penalty.values()), measured);
    }

    @Test
    void everyUseOfDrawsIsMeasured() {
        Set<Draws.Use> measured = new HashSet<>();
        for (Objective objective : ObjectiveBenchmark.OBJECTIVES.values()) {
            if (objective.form().draws().ofImage() > 1) measured.add(objective.form().draws().use());
        }
        assertEquals(Set.of(Draws.Use.values()), measured);
    }

    private final class Waiting implements Engine {

        @Override
        public String name() {
            return "waiting";
        }

        @Override
        public Device device() {
            return new Device("waiting", "cpu", 1, 1, "");
        }

        @Override
        public Session open(Memory memory, Map<Split, Images> data) {
            opened.add(memory);
            boolean costly = memory.programs().getFirst().ops().stream().anyMatch((Op op) -> op instanceof TotalCorrelation);
            return (Session) Proxy.newProxyInstance(Session.class.getClassLoader(), new Class<?>[] {Session.class},
                    (_, method, arguments) -> {
                        if (method.getName()
                                .equals("run")) {
                            LockSupport.parkNanos((int) arguments[1] * (costly ? 4_000_000L : 1_000_000L));
                        }
                        return null;
                    });
        }
    }
}
