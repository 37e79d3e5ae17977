package tornadovae.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Profiled;
import tornadovae.engine.Session;
import tornadovae.graph.Activation;
import tornadovae.graph.Affine;
import tornadovae.graph.Images;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Role;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;
import tornadovae.math.Philox;
import tornadovae.model.Objective;

/** What each kernel takes on a device, by the device's own clock, and how far that is from what the device can do at most. */
public final class KernelBenchmark {

    /**
     * @param microseconds one launch for all replicas: median, least and most
     * @param gflops floating-point operations of its ops a second
     * @param gigabytes bytes a second of all tensors that it must read or write, each once, without the images; what lies in
     * caches is counted too, so this can exceed what copying reaches
     */
    public record Result(String program, String kernel, String ops, double microseconds, double least, double most, double gflops,
            double gigabytes) {}

    /**
     * @param gflops and {@code gigabytes}: what multiply-adds on registers, and copying, reach on the device; the best of one
     * measurement a program, since other work slows them too
     */
    public record Report(double gflops, double gigabytes, List<Result> results) {}

    private final Engine engine;
    private final int replicas;
    private final int runs;

    public KernelBenchmark(Engine engine, int replicas, int runs) {
        this.engine = engine;
        this.replicas = replicas;
        this.runs = runs;
    }

    public Report run(List<Workload> workloads) {
        Map<Split, Images> data = TrainingCase.data();
        var results = new ArrayList<Result>();
        double gflops = 0, gigabytes = 0;
        for (int[] size : new int[][] {{256, 784, 512}, {1024, 1024, 1024}}) {
            for (Program product : products(size[0], size[1], size[2])) {
                try (Session session = engine.open(Memory.of(1, product), Map.of())) {
                    fill(session, product);
                    gflops = Math.max(gflops, ((Profiled) session).gigaflops());
                    gigabytes = Math.max(gigabytes, ((Profiled) session).gigabytes());
                    results.addAll(measure((Profiled) session, product, 1));
                }
            }
        }
        for (Workload workload : workloads) {
            Program step = workload.trainStep();
            try (Session session = engine.open(Memory.of(replicas, step), data)) {
                TrainingCase.initialise(session, workload.vae, step, Objective.VAE, replicas);
                Profiled profiled = (Profiled) session;
                gflops = Math.max(gflops, profiled.gigaflops());
                gigabytes = Math.max(gigabytes, profiled.gigabytes());
                for (Result result : measure(profiled, step, replicas)) {
                    results.add(new Result(workload + " × " + replicas, result.kernel, result.ops, result.microseconds,
                            result.least, result.most, result.gflops, result.gigabytes));
                }
            }
        }
        return new Report(gflops, gigabytes, results);
    }

    private List<Result> measure(Profiled session, Program program, int replicas) {
        session.profile(program);
        var samples = new ArrayList<List<Profiled.Kernel>>();
        for (int run = 0; run < runs; run++) samples.add(session.profile(program));
        var results = new ArrayList<Result>();
        for (int k = 0; k < samples.getFirst().size(); k++) {
            int kernel = k;
            double[] microseconds = samples.stream().mapToDouble(sample -> sample.get(kernel).nanoseconds() / 1e3).toArray();
            results.add(result(program, samples.getFirst().get(k), microseconds, replicas));
        }
        return results;
    }

    static Result result(Program program, Profiled.Kernel kernel, double[] microseconds, int replicas) {
        Spread time = Spread.of(microseconds);
        long flops = kernel.ops().stream().mapToLong(Op::flops).sum(),
                bytes = touched(program, kernel.ops()).stream().mapToLong(Tensor::bytes).sum();
        String ops = String.join(" + ", kernel.ops().stream().map(Program::nameOf).distinct().toList());
        return new Result(program.name(), kernel.name(), ops, time.median(), time.least(), time.most(),
                replicas * flops / time.median() / 1e3, replicas * bytes / time.median() / 1e3);
    }

    /** The tensors of a kernel, without those that only pass between its own ops: they need not exist. */
    static Set<Tensor> touched(Program program, List<Op> kernel) {
        var read = new LinkedHashSet<Tensor>();
        var written = new LinkedHashSet<Tensor>();
        for (Op op : kernel) {
            read.addAll(op.reads());
            written.addAll(op.writes());
        }
        var elsewhere = new HashSet<Tensor>();
        for (Op op : program.ops()) {
            if (!kernel.contains(op)) {
                elsewhere.addAll(op.reads());
                elsewhere.addAll(op.writes());
            }
        }
        var touched = new LinkedHashSet<Tensor>(read);
        touched.addAll(written);
        touched.removeIf(
                tensor -> passing(tensor) && read.contains(tensor) && written.contains(tensor) && !elsewhere.contains(tensor));
        return touched;
    }

    private static boolean passing(Tensor tensor) {
        return tensor.role() == Role.ACTIVATION || tensor.role() == Role.GRADIENT;
    }

    /** Numbers in [−1, 1): a device may need less power, and so be faster, where all are 0. */
    private static void fill(Session session, Program program) {
        for (Tensor tensor : program.ops().getFirst().reads()) {
            var numbers = new float[tensor.size()];
            for (int e = 0; e < numbers.length; e++) numbers[e] = 2 * Philox.uniform(0, Philox.Stream.INITIALISATION, 0, e) - 1;
            session.write(tensor, numbers);
        }
    }

    /** y = x Wᵀ + b, ∂x = ∂a W and ∂W = ∂aᵀ x for B × in × out. */
    private static List<Program> products(int batch, int in, int out) {
        String size = " " + batch + "×" + in + "×" + out;
        Tensor x = Tensor.activation("x", batch, in), y = Tensor.activation("y", batch, out);
        Tensor w = new Tensor("w", out, in, Role.PARAMETER), b = new Tensor("b", 1, out, Role.PARAMETER);
        return List.of(new Program("A·Bᵀ" + size, List.of(new Affine(x, w, b, Activation.IDENTITY, y))),
                new Program("A·B" + size, List.of(new Affine.InputGradient(y, w, x))),
                new Program("Aᵀ·B" + size, List.of(new Affine.WeightGradient(y, x, new Tensor("dW", out, in, Role.GRADIENT)))));
    }
}
