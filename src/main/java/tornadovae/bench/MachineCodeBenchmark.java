package tornadovae.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tornadovae.UserError;
import tornadovae.engine.Memory;
import tornadovae.engine.Translator;
import tornadovae.graph.Affine;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;

/** The machine code of all kernels of the workloads' training steps. Nothing runs on a device. */
public final class MachineCodeBenchmark {

    /** What is demanded of products: registers at most, and multiply-adds at least, as a share of the innermost loop. */
    public static final int MOST_REGISTERS = 128;
    public static final double LEAST_SHARE = 0.7;

    /** @param code of the kernel, which {@code number} counts within its step */
    public record Result(Workload workload, int replicas, int number, Translator.Kernel kernel, MachineCode code) {

        /** How many terms the longest sums of its matrix products have; 0 for what is none. */
        public int terms() {
            return kernel.ops().stream().mapToInt(op -> switch (op) {
                case Affine product -> product.x().columns();
                case Affine.InputGradient product -> product.da().columns();
                case Affine.WeightGradient product -> product.da().rows();
                default -> 0;
            }).max().orElse(0);
        }

        /** Floating-point operations of its products for one replica, or of all its ops where it has none. */
        public long flops() {
            return kernel.ops().stream().filter(op -> terms() == 0 || Workload.isProduct(op)).mapToLong(Op::flops).sum();
        }

        /** The bytes of all tensors that it must read or write, each once, for one replica. */
        public long bytes() {
            return KernelBenchmark.touched(workload.trainStep(), kernel.ops()).stream().mapToLong(Tensor::bytes).sum();
        }

        /** Whether it is a matrix product, or several. */
        public boolean product() {
            return terms() > 0;
        }

        /** What it has that it should not have, in words; none where all is well. */
        public List<String> faults() {
            var faults = new ArrayList<String>();
            if (code.spilled() > 0) faults.add("spills " + code.spilled() + " bytes");
            if (code.stack() > 0) faults.add("has a stack of " + code.stack() + " bytes");
            if (product() && code.registers() > MOST_REGISTERS) faults.add("needs " + code.registers() + " registers");
            if (product() && code.share() < LEAST_SHARE) {
                faults.add("has " + Math.round(100 * code.share()) + " % multiply-adds in its innermost loop");
            }
            return faults;
        }
    }

    private final Translator translator;
    private final Nvcc nvcc;
    /** Some kernels are the same in several steps. */
    private final Map<String, MachineCode> compiled = new HashMap<>();

    public MachineCodeBenchmark(Translator translator, Nvcc nvcc) {
        this.translator = translator;
        this.nvcc = nvcc;
    }

    /** @param log gets a line for each step: how many kernels it has, or why it has none */
    public List<Result> run(List<Workload> workloads, List<Integer> replicaCounts, Consumer<String> log) {
        var results = new ArrayList<Result>();
        for (Workload workload : workloads) {
            for (int replicas : replicaCounts) {
                Program step = workload.trainStep();
                List<Translator.Kernel> kernels;
                try {
                    kernels = translator.translate(Memory.of(replicas, step), step);
                } catch (UserError e) {
                    if (e.exitCode != 2) throw e;
                    log.accept(workload + " × " + replicas + ": left out. " + e.getMessage()); // too large for the engine
                    continue;
                }
                for (int k = 0; k < kernels.size(); k++) {
                    results.add(new Result(workload, replicas, k, kernels.get(k),
                            compiled.computeIfAbsent(kernels.get(k).source(), this::compile)));
                }
                log.accept(workload + " × " + replicas + ": " + kernels.size() + " kernels");
            }
        }
        return results;
    }

    private MachineCode compile(String source) {
        Map<String, MachineCode> kernels = nvcc.compile(source);
        if (kernels.size() != 1) throw new IllegalStateException("a source of " + kernels.keySet());
        return kernels.values().iterator().next();
    }
}
