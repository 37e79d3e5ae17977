package tornadovae.train;

import java.util.Map;
import tornadovae.engine.Device;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.ReferenceEngine;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Role;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;

/**
 * The reference engine, but what outlives a step is rounded to float32 after it, as on every engine that users have: else a
 * checkpoint would lose bits.
 */
public final class FloatEngine implements Engine {

    private final Engine reference = new ReferenceEngine();

    @Override
    public String name() {
        return "float";
    }

    @Override
    public Device device() {
        return reference.device();
    }

    @Override
    public Session open(Memory memory, Map<Split, Images> data) {
        return new FloatSession(memory, reference.open(memory, data));
    }

    private record FloatSession(Memory memory, Session session) implements Session {

        @Override
        public void run(Program program, int times) {
            for (int i = 0; i < times; i++) {
                session.run(program, 1);
                for (Tensor tensor : memory.tensors()) {
                    if (tensor.role() != Role.PARAMETER && tensor.role() != Role.OPTIMISER_STATE) continue;
                    float[] rounded = new float[memory.replicas() * tensor.size()];
                    session.read(tensor, rounded);
                    session.write(tensor, rounded);
                }
            }
        }

        @Override
        public void read(Tensor tensor, float[] into) {
            session.read(tensor, into);
        }

        @Override
        public void write(Tensor tensor, float[] from) {
            session.write(tensor, from);
        }

        @Override
        public void readIntegers(Tensor tensor, int[] into) {
            session.readIntegers(tensor, into);
        }

        @Override
        public void writeIntegers(Tensor tensor, int[] from) {
            session.writeIntegers(tensor, from);
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
