package tornadovae.peers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.global.torch;
import tornadovae.bench.Peer;
import tornadovae.bench.Repeated;
import tornadovae.bench.Workload;
import tornadovae.model.Likelihood;

/**
 * PyTorch on this processor, as a user of the JVM would have it: libtorch in JavaCPP's presets, with the matrix products of
 * Intel's MKL, the whole training loop in TorchScript ({@code vae.py}) so that Java is not in the way, and the fused Adam. Images
 * are floats in memory and minibatches are slices of them, which is less work than the CPU engine's shuffled bytes.
 */
public final class PyTorch implements Peer {

    /** MKL's layers for GNU's OpenMP, which PyTorch brings; loaded first and for all, so that they win over OpenBLAS. */
    private static final List<String> MKL = List.of("libmkl_core.so.2", "libmkl_gnu_thread.so.2", "libmkl_intel_lp64.so.2");
    /** Both backward passes round to float32. */
    private static final double ALLOWED = 1e-3;

    private final CompilationUnit script;

    /** Loads the libraries. */
    public PyTorch() {
        try {
            String folder = "/org/bytedeco/mkl/linux-x86_64/";
            File[] cached = Loader.cacheResources(folder);
            Loader.loadGlobal(Loader.cacheResource("/org/bytedeco/pytorch/linux-x86_64/libgomp.so.1").getPath());
            for (String library : MKL) {
                File file = Stream.of(cached).map(each -> new File(each, library)).filter(File::exists).findFirst().orElseThrow();
                Loader.loadGlobal(file.getPath());
            }
            Loader.load(torch.class);
            script = torch.compile(read("vae.py"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = PyTorch.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String name() {
        return "PyTorch " + version().replaceFirst("-.*", "");
    }

    /** Such as {@code 2.10.0-1.5.13}, with that of the presets. */
    private static String version() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SequencedMap<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("version", version());
        facts.put("products", mapped("libmkl_intel_lp64") ? "MKL" : "OpenBLAS");
        facts.put("allocator", mapped("tcmalloc") ? "tcmalloc" : mapped("jemalloc") ? "jemalloc" : "the C library's");
        return facts;
    }

    /** Whether a library of such a name is part of this process. */
    private static boolean mapped(String name) {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.anyMatch(line -> line.contains(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SequencedMap<String, Repeated> open(Workload workload, int threads) {
        torch.set_num_threads(threads);
        torch.manual_seed(1);
        var images = call("images", new IValue((long) Workload.IMAGES), new IValue((long) Workload.PIXELS));
        var trainings = new LinkedHashMap<String, Repeated>();
        trainings.put("by autograd", new Training(workload, images, false));
        trainings.put("by hand", new Training(workload, images, true));
        return trainings;
    }

    private IValue call(String function, IValue... arguments) {
        return script.find_function(new QualifiedName(function)).apply(new IValueVector(arguments));
    }

    /** One model and how far its training is. */
    private final class Training implements Repeated {

        private final Workload workload;
        private final IValue images, parameters, means, squares, counters, batch, latent, hidden, gaussian, manual;
        private long step;

        Training(Workload workload, IValue images, boolean manual) {
            this.workload = workload;
            this.images = images;
            this.manual = new IValue(manual);
            List<Integer> widths = workload.model().hidden();
            boolean isGaussian = workload.model().likelihood() == Likelihood.GAUSSIAN;
            parameters = call("parameters",
                    new IValue(widths(Workload.PIXELS, widths, 2 * workload.model().latent())),
                    new IValue(widths(workload.model().latent(), widths.reversed(), (isGaussian ? 2 : 1) * Workload.PIXELS)));
            means = call("moments", parameters);
            squares = call("moments", parameters);
            counters = call("counters", parameters);
            batch = new IValue((long) workload.batch());
            latent = new IValue((long) workload.model().latent());
            hidden = new IValue((long) widths.size());
            gaussian = new IValue(isGaussian);
            double difference = call("difference", images, parameters, batch, latent, hidden, gaussian).toDouble();
            if (!(difference <= ALLOWED)) {
                throw new IllegalStateException("the backward pass by hand differs from autograd's by " + difference);
            }
        }

        private static String widths(int first, List<Integer> middle, int last) {
            return Stream.of(IntStream.of(first).boxed(), middle.stream(), IntStream.of(last).boxed()).flatMap(each -> each)
                    .map(String::valueOf).collect(Collectors.joining(","));
        }

        @Override
        public double rate(double seconds) {
            long begin = System.nanoTime(), elapsed, before = step, chunk = 1;
            do {
                step = call("train", images, parameters, means, squares, counters, new IValue(step), new IValue(chunk), batch,
                        latent, hidden, gaussian, manual).toInt();
                elapsed = System.nanoTime() - begin;
                chunk = (long) Math.clamp((seconds * 1e9 - elapsed) / (elapsed / (double) (step - before)), 1, step - before);
            } while (elapsed < seconds * 1e9);
            return (step - before) * (double) workload.batch() / (elapsed / 1e9);
        }

        @Override
        public void close() {}
    }
}
