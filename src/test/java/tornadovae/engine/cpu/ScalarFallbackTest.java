package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalarFallbackTest {

    @Test
    void everythingRunsWithoutTheIncubatorModule() throws IOException, InterruptedException {
        String classes = location(Kernels.class) + System.getProperty("path.separator") + location(ScalarFallbackTest.class);
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes,
                Child.class.getName());
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes());
        assertEquals(0, child.waitFor(), output);
        assertEquals("scalar", output.strip());
    }

    private static String location(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
    }

    static final class Child {
        public static void main(String[] args) {
            WarmUp.await();
            if (Ceiling.gigaflopsPerCore() <= 0) {
                throw new AssertionError("no ceiling");
            }
            System.out.println(Lanes.VECTORS ? "vectors" : "scalar");
        }
    }
}
