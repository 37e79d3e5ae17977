package tornadovae.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.cli.Main;

class StandardOutputTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void resultsThatAFullDiskDidNotTakeAreAFailure() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "data", "list", "--quiet")
                .redirectOutput(Redirect.to(new File("/dev/full"))).start();
        assertEquals("tornado-vae: Cannot write to standard output: the disk is full; what was to be printed is not whole.\n",
                process.errorReader().readAllAsString());
        assertEquals(1, process.waitFor());
    }

    /** What the system says, what the command would end with, and what it ends with. */
    @ParameterizedTest
    @CsvSource({"No space left on device, 0, 1", "No space left on device, 2, 2", "Broken pipe, 0, 0"})
    void aReaderThatHasSeenEnoughIsNoFailure(String system, int would, int does) {
        var err = new StringWriter();
        var out = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(system);
            }
        });
        out.writer().println("a result");
        assertEquals(does, out.exitCode(would, new PrintWriter(err)));
        assertEquals(system.startsWith("Broken"), err.toString().isEmpty());
    }
}
