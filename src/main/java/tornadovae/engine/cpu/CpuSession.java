package tornadovae.engine.cpu;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;

/** Programs on the CPU: compiled to {@link Levels}s when the session opens, run without allocation. */
final class CpuSession implements Session {

    private final Storage storage;
    private final Map<Program, Execution> executions = new HashMap<>();
    private final Map<Program, Set<Tensor>> gone = new HashMap<>();
    private final Team team;
    private Program last;

    CpuSession(Memory memory, Map<Split, Images> data, Team team) {
        this.team = team;
        storage = new Storage(memory);
        for (Program program : memory.programs()) {
            Fusion.Fused fused = Fusion.fuse(program, memory, storage, data);
            executions.put(program, new Execution(Levels.of(fused.works()), memory.replicas(), team.threads()));
            gone.put(program, fused.gone());
        }
    }

    @Override
    public void run(Program program, int times) {
        Execution execution = executions.get(program);
        if (execution == null) throw new IllegalArgumentException("program " + program.name() + " is not one of this session's");
        execution.run(team, times);
        last = program;
    }

    @Override
    public void read(Tensor tensor, float[] into) {
        if (last != null && gone.get(last).contains(tensor)) {
            throw new IllegalArgumentException(
                    tensor + " is not kept by program " + last.name() + ": the engine has fused the ops that write and read it");
        }
        Buffer buffer = storage.existing(tensor);
        requireLength(tensor, into.length);
        for (int replica = 0; replica < storage.replicas(); replica++) buffer.read(replica, into, replica * tensor.size());
    }

    @Override
    public void write(Tensor tensor, float[] from) {
        Buffer buffer = storage.existing(tensor);
        requireLength(tensor, from.length);
        for (int replica = 0; replica < storage.replicas(); replica++) buffer.write(replica, from, replica * tensor.size());
    }

    @Override
    public void readIntegers(Tensor tensor, int[] into) {
        Buffer buffer = storage.existing(tensor);
        requireLength(tensor, into.length);
        for (int replica = 0; replica < storage.replicas(); replica++) {
            System.arraycopy(buffer.integers[replica], 0, into, replica * tensor.size(), tensor.size());
        }
    }

    @Override
    public void writeIntegers(Tensor tensor, int[] from) {
        Buffer buffer = storage.existing(tensor);
        requireLength(tensor, from.length);
        for (int replica = 0; replica < storage.replicas(); replica++) {
            System.arraycopy(from, replica * tensor.size(), buffer.integers[replica], 0, tensor.size());
        }
    }

    private void requireLength(Tensor tensor, int length) {
        if (length != storage.replicas() * tensor.size()) {
            throw new IllegalArgumentException(storage.replicas() + " replicas of " + tensor + " are "
                    + storage.replicas() * tensor.size() + " numbers, not " + length);
        }
    }

    @Override
    public void close() {
        team.close();
    }
}
