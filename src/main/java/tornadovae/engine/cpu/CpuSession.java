package tornadovae.engine.cpu;

import java.util.HashMap;
import java.util.Map;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;

/** Programs on the CPU: compiled to {@link Schedule}s when the session opens, run without allocation. */
final class CpuSession implements Session {

    private final Storage storage;
    private final Map<Program, Execution> executions = new HashMap<>();
    private final Team team;

    CpuSession(Memory memory, Map<Split, Images> data, Team team) {
        this.team = team;
        storage = new Storage(memory);
        for (Program program : memory.programs())
            executions.put(program, new Execution(Schedule.of(Fusion.works(program, storage, data)), memory.replicas(), team.threads()));
    }

    @Override
    public void run(Program program, int times) {
        Execution execution = executions.get(program);
        if (execution == null) throw new IllegalArgumentException("program " + program.name() + " is not one of this session's");
        execution.run(team, times);
    }

    @Override
    public void read(Tensor tensor, float[] into) {
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
        for (int replica = 0; replica < storage.replicas(); replica++) System.arraycopy(buffer.integers[replica], 0, into, replica * tensor.size(), tensor.size());
    }

    @Override
    public void writeIntegers(Tensor tensor, int[] from) {
        Buffer buffer = storage.existing(tensor);
        requireLength(tensor, from.length);
        for (int replica = 0; replica < storage.replicas(); replica++) System.arraycopy(from, replica * tensor.size(), buffer.integers[replica], 0, tensor.size());
    }

    private void requireLength(Tensor tensor, int length) {
        if (length != storage.replicas() * tensor.size())
            throw new IllegalArgumentException(storage.replicas() + " replicas of " + tensor + " are " + storage.replicas() * tensor.size() + " numbers, not " + length);
    }

    @Override
    public void close() {
        team.close();
    }
}
