package tornadovae.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decoder on {@code loops.cu}, with what {@code cuobjdump -sass} shows of it. */
class MachineCodeTest {

    private static final String PTXAS = """
            ptxas info    : 0 bytes gmem
            ptxas info    : Compiling entry function 'straight' for 'sm_80'
            ptxas info    : Function properties for straight
                16 bytes stack frame, 4 bytes spill stores, 8 bytes spill loads
            ptxas info    : Used 8 registers, used 0 barriers, 360 bytes cmem[0]
            ptxas info    : Compile time = 36.480 ms
            ptxas info    : Compiling entry function 'sums' for 'sm_80'
            ptxas info    : Function properties for sums
                0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads
            ptxas info    : Used 27 registers, used 1 barriers, 128 bytes smem, 384 bytes cmem[0]
            """;

    @ParameterizedTest
    @CsvSource({"80, 54, 23", "90, 64, 29"})
    void loopsAreCounted(int architecture, int all, int stage) throws IOException {
        byte[] file = file(architecture);
        assertEquals(architecture, Cubin.read(file).architecture());
        Map<String, MachineCode> kernels = Nvcc.read(file, PTXAS);
        MachineCode sums = kernels.get("sums");
        assertEquals(new MachineCode(27, 0, 0, 128, all, 22, 8, stage), sums);
        assertEquals(8 / 22.0, sums.share());
    }

    @Test
    void aKernelWithoutLoopsHasNoShare() throws IOException {
        MachineCode straight = Nvcc.read(file(90), PTXAS).get("straight");
        assertEquals(new MachineCode(8, 12, 16, 0, 11, 0, 0, 0), straight);
        assertEquals(0, straight.share());
    }

    @Test
    void anInnerLoopWithABarrierIsItsOwnStage() throws IOException {
        byte[] code = Cubin.read(file(90)).kernels().get("sums");
        // the barrier at 160 takes the place of an instruction of the inner loop
        System.arraycopy(code, 0x160, code, 0x220, 16);
        var sass = new Sass(code, 90);
        Sass.Loop inner = sass.busiest().orElseThrow();
        assertEquals(new Sass.Loop(0x22, 0x37), inner);
        assertTrue(sass.stage(inner).isEmpty());
    }

    @Test
    void whatIsNoMachineCodeIsRefused() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> Cubin.read(new byte[100]));
        byte[] code = Cubin.read(file(90)).kernels().get("sums");
        assertThrows(IllegalArgumentException.class, () -> new Sass(code, 100));
        byte[] half = Arrays.copyOf(file(90), 3000);
        assertThrows(RuntimeException.class, () -> Cubin.read(half));
    }

    private static byte[] file(int architecture) throws IOException {
        try (var file = MachineCodeTest.class.getResourceAsStream("loops-sm_" + architecture + ".cubin")) {
            return file.readAllBytes();
        }
    }
}
