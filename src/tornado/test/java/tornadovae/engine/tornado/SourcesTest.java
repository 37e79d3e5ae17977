package tornadovae.engine.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where one kernel's source ends and the next one's begins. */
class SourcesTest {

    private static final String FIRST = """
            #define HELPED 1
            __device__ float helper(float x) { return x; }
            extern "C" __global__ void first(float *f)
            {
              if (f[0] > 0) { f[0] = helper(f[0]); }
            }""";
    private static final String SECOND = """

            __device__ float helper(float x) { return -x; }
            extern "C" __global__ void second(float *f) { f[0] = 1; }
            """;

    @Test
    void helpersGoWithTheKernelBehindThem() {
        assertEquals(List.of(FIRST, SECOND), Sources.split(FIRST + SECOND));
        assertEquals(List.of("__kernel void only() { }\n"), Sources.split("__kernel void only() { }\n"));
        assertEquals(List.of(), Sources.split("no kernel"));
    }

    @Test
    void aSourceThatBreaksOffIsABug() {
        assertThrows(IllegalStateException.class,
                () -> Sources.split("__kernel void first() { if (1) {\n__kernel void second() {"));
    }
}
