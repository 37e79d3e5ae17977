package tornadovae.bench;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Role;
import tornadovae.graph.Tensor;

/**
 * Each family of the CPU engine's kernels by itself, on one thread: the largest op of its kind in a training step of W1, or of W4
 * for the Gaussian likelihood, as a program of one op. Layers bring their epilogue along, bias and tanh.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class OpMicrobenchmark {

    /** As listings of programs name it. */
    @Param({"Gather", "StandardNormal", "Affine", "Affine.WeightGradient", "Affine.InputGradient", "Affine.PreactivationGradient",
            "Reparameterise", "KullbackLeibler", "BernoulliNll", "BernoulliNll.Gradient", "GaussianNll", "GaussianNll.Gradient",
            "Adam"})
    public String op;

    private Program program;
    private Session session;

    /** Fills what the op reads with numbers of no meaning. */
    @Setup
    public void open() {
        program = new Program(op, List.of(List.of(Workload.W1, Workload.W4).stream()
                .flatMap(workload -> workload.trainStep().ops().stream().filter(each -> Program.nameOf(each).equals(op))
                        .max(Comparator.comparingLong(Op::flops)).stream())
                .findFirst().orElseThrow()));
        session = new CpuEngine(1).open(Memory.of(1, program), TrainingCase.data());
        for (Tensor tensor : program.tensors()) {
            if (tensor.role() == Role.INTEGER) continue;
            float[] values = new float[tensor.size()];
            for (int i = 0; i < values.length; i++) values[i] = (i * 7 % 31 + 1) * 0.003f;
            session.write(tensor, values);
        }
    }

    /** Microseconds an op. */
    @Benchmark
    public void run() {
        session.run(program, 1);
    }

    /** Frees it. */
    @TearDown
    public void close() {
        session.close();
    }
}
