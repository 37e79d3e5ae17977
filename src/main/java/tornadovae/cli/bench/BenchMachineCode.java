package tornadovae.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.bench.MachineCodeBenchmark;
import tornadovae.bench.Nvcc;
import tornadovae.bench.Workload;
import tornadovae.engine.Translator;
import tornadovae.engine.choice.Engines;

@Command(name = "machine-code", description = {
        "Show the machine code that the kernels of a training step become on an NVIDIA GPU: registers of a "
                + "work item, bytes it spills, its stack, local memory of a work-group, and the multiply-adds in the "
                + "innermost loop. TornadoVM's CUDA backend writes the sources, NVIDIA's nvcc compiles them; nothing is "
                + "run.",
        "Workloads: see 'bench cpu --help'."},
        footer = {
                "  ./run.sh bench machine-code --check",
                "  ./run.sh bench machine-code --workloads W1,W5 --replicas 1,64 --arch sm_80 --out figures"})
final class BenchMachineCode extends TornadoBench {

    @Mixin
    BenchCases cases = new BenchCases(List.of(Workload.values()), List.of(1, 16, 64, 256));

    @Option(names = "--arch", paramLabel = "sm_XX", defaultValue = "sm_90",
            description = "The GPU's architecture, from sm_70 to sm_90 (default: ${DEFAULT-VALUE}).")
    String architecture;

    @Option(names = "--nvcc", paramLabel = "FILE", defaultValue = "nvcc",
            description = "The compiler (default: the nvcc on the PATH).")
    String nvcc;

    @Option(names = "--check",
            description = "End with exit code 1 where a kernel spills or has a stack, or a matrix product needs "
                    + "more than " + MachineCodeBenchmark.MOST_REGISTERS
                    + " registers or has less than 70 %% multiply-adds in its innermost loop.")
    boolean check;

    @Override
    public Integer call() {
        cases.check();
        if (!architecture.matches("sm_(7\\d|8\\d|90)")) {
            throw new UserError("--arch must be from sm_70 to sm_90, not " + architecture + ".");
        }
        requireMeasurable();
        var compiler = new Nvcc(nvcc, architecture);
        Translator translator = Engines.provider().orElseThrow()
                .translator(request(engine.request().devices(), OptionalInt.empty()));
        String backend = translator.device().facts().getOrDefault("backend", "unknown"), name = translator.device().name();
        if (!backend.equalsIgnoreCase("cuda")) {
            throw new UserError(3, "bench machine-code needs a device of TornadoVM's CUDA backend, but " + name
                    + " is one of the "
                    + backend + " backend; use an SDK with the CUDA backend, or name its device with --device.", null);
        }
        var results = new MachineCodeBenchmark(translator, compiler).run(cases.workloads, cases.replicas, this::say);
        var faults = new LinkedHashMap<String, String>();
        for (var result : results) {
            var kernel = result.kernel();
            var code = result.code();
            figures.row("workload", result.workload(), "replicas", result.replicas(), "number", result.number(),
                    "kernel", kernel.name(), "groups", kernel.groups(), "items", kernel.items(),
                    "tile", kernel.tile().map(Object::toString).orElse(""), "registers", code.registers(), "spilled",
                    code.spilled(),
                    "stack", code.stack(), "shared", code.shared(), "instructions", code.instructions(), "loop", code.inner(),
                    "multiply-adds", code.multiplyAdds(), "% of loop", Math.round(100 * code.share()), "stage", code.stage(),
                    "terms", result.terms(), "flops", result.flops(), "bytes", result.bytes());
            String which = result.workload() + " × " + result.replicas() + ", kernel " + result.number() + " (" + kernel.name()
                    + ")";
            if (!result.faults().isEmpty()) faults.put(which, String.join(", ", result.faults()));
        }
        if (figures.empty()) {
            throw new UserError("No step could be compiled: all are too large; give smaller --workloads or --replicas.");
        }
        out().print(figures.table());
        write(List.of(), Map.of("architecture", architecture, "nvcc", compiler.version(),
                "device", "machine code, not run on a card"));
        if (!check) return 0;
        faults.forEach((kernel, words) -> err().println(kernel + " " + words));
        out().println(faults.isEmpty() ? "All " + results.size() + " kernels are within the limits."
                : faults.size() + " of " + results.size() + " kernels are not within the limits.");
        return faults.isEmpty() ? 0 : 1;
    }
}
