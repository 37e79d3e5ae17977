package tornadovae.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.BatchMean;
import tornadovae.graph.Kernel;
import tornadovae.graph.MeanDiscrepancy;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;
import tornadovae.model.Reference;

/** The kernels' values equal what PyTorch computed in float64 for three points and three draws. */
class MeanDiscrepancyTest {

    private final Reference reference = Reference.load("mmd");

    @Test
    void inverseMultiquadraticsOfSevenScales() {
        assertEquals(reference.number("/imq_7_scales_unbiased"), discrepancy(new ReferenceEngine(), Kernel.IMQ), 1e-6);
        assertEquals(reference.number("/imq_7_scales_unbiased"), discrepancy(new CpuEngine(1), Kernel.IMQ), 5e-6);
    }

    @Test
    void gaussianKernel() {
        assertEquals(reference.number("/rbf_unbiased"), discrepancy(new ReferenceEngine(), Kernel.RBF), 1e-6);
        assertEquals(reference.number("/rbf_unbiased"), discrepancy(new CpuEngine(1), Kernel.RBF), 1e-6);
    }

    private float discrepancy(Engine engine, Kernel kernel) {
        Tensor z = Tensor.activation("z", 3, 2), prior = Tensor.activation("prior", 3, 2), row = Tensor.activation("row", 3, 1),
                mean = Tensor.activation("mean", 1, 1);
        var program = new Program("mmd", List.of(new MeanDiscrepancy(kernel, z, prior, row), new BatchMean(row, mean)));
        try (Session session = engine.open(Memory.of(1, program), Map.of())) {
            session.write(z, floats("/z"));
            session.write(prior, floats("/prior"));
            session.run(program, 1);
            float[] value = new float[1];
            session.read(mean, value);
            return value[0];
        }
    }

    private float[] floats(String pointer) {
        double[] numbers = reference.numbers(pointer);
        float[] floats = new float[numbers.length];
        for (int e = 0; e < floats.length; e++) floats[e] = (float) numbers[e];
        return floats;
    }
}
