package tornadovae.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.cli.Main;

class BetaTest {

    /** Computed by hand: squares of pixels in [−1, 1] are four times those of pixels in [0, 1]. */
    @ParameterizedTest
    @CsvSource({
            "--from nats --weight 4 --pixels 784, 4",
            "--from mean-bce --weight 0.01 --pixels 784, 7.84",
            "--from mean-bce --weight 0.01 --pixels 784 --kl mean --latent 10, 0.784",
            "--from sum-mse --weight 1 --pixels 784, 0.5",
            "--from sum-mse --weight 1 --pixels 784 --sigma2 0.01, 50",
            "--from half-mse --weight 3 --pixels 784, 3",
            "--from mean-mse --weight 0.00025 --pixels 12288 --range 2, 0.384",
            "--from normalised --weight 0.01 --pixels 784 --latent 10, 0.784",
            "--from normalised --weight 0.00128 --pixels 784 --latent 784, 0.00128"})
    void itIsTranslatedAsByHand(String flags, String beta) {
        var out = new StringWriter();
        assertEquals(0, Main.run(Main.commandLine(new PrintWriter(out, true), new PrintWriter(new StringWriter(), true)),
                ("beta " + flags).split(" ")));
        assertEquals("objective.beta: " + beta, out.toString().lines().findFirst().orElseThrow().replaceFirst(" {3}.*", ""));
    }
}
