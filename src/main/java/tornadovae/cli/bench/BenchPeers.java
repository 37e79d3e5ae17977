package tornadovae.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.bench.Measured;
import tornadovae.bench.Peer;
import tornadovae.bench.PeersBenchmark;
import tornadovae.bench.Workload;
import tornadovae.cli.command.Machine;
import tornadovae.cli.command.VectorUnit;
import tornadovae.engine.cpu.CpuEngine;

@Command(name = "peers",
        description = {"Measure training on the CPU engine beside PyTorch with Intel's MKL, in one process, in turns, with as "
                + "many threads: images/s with the backward pass by autograd and by hand, and the ratio of the CPU engine to the "
                + "faster one. As with 'bench cpu', disturbed windows do not count.",
                "PyTorch comes from Maven Central at the first call, some 290 MB, for Linux on x86-64. Its loop is TorchScript, "
                        + "its optimiser the fused Adam. Where tcmalloc is installed (Debian's libtcmalloc-minimal4t64), PyTorch "
                        + "gets it.",
                "Workloads: see 'bench cpu --help'."},
        footer = {"  ./run.sh bench peers", "  ./run.sh bench peers --workloads W1,W3 --threads 2 --out figures"})
final class BenchPeers extends Benchmark {

    @Option(names = "--workloads", paramLabel = "LIST", split = ",", description = "Which ones (default: all five).")
    List<Workload> workloads = List.of(Workload.values());

    @Mixin
    BenchWindows windows = new BenchWindows(9, 0.3);

    @Override
    public Integer call() {
        windows.check();
        engine.request().tornadoFlag().ifPresent(flag -> {
            throw new UserError(flag + ": bench peers measures the CPU engine; omit " + flag + ".");
        });
        figures.requireOut();
        List<Peer> peers = ServiceLoader.load(Peer.class).stream().map(ServiceLoader.Provider::get).toList();
        if (peers.isEmpty()) {
            throw new UserError(3, "This build has no PyTorch to measure beside; start it as './run.sh bench peers', which "
                    + "fetches it from Maven Central.", null);
        }
        int threads = engine.threads().orElse(Runtime.getRuntime().availableProcessors());
        var rates = new ArrayList<Measured>();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("threads", threads);
        new PeersBenchmark(peers, threads, windows.count, windows.seconds, 2).run(workloads, result -> {
            rates.add(result.engine());
            row(result.workload(), "tornado-vae", result.engine(), result.ratio());
            result.peers().forEach((name, rate) -> {
                rates.add(rate);
                row(result.workload(), name, rate, Double.NaN);
            });
            for (Peer peer : peers) facts.put(peer.name(), peer.facts());
            say(String.format(Locale.ROOT, "%s: %.2f of the faster peer's images/s", result.workload(), result.ratio()));
            write(List.of(new CpuEngine(threads)), facts);
        });
        out().printf(Locale.ROOT, "%s, %s, %d threads%n%n", Machine.processor(), VectorUnit.description(), threads);
        out().print(figures.table());
        warn(windows, rates);
        return 0;
    }

    private void row(Workload workload, String name, Measured rate, double ratio) {
        figures.row("workload", workload, "engine", name, "images/s", rate.median(), "least", rate.least(), "most", rate.most(),
                "clean windows", BenchCpu.clean(rate), "ours / faster peer", Double.isNaN(ratio) ? "" : ratio);
    }
}
