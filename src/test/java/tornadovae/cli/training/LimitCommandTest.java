package tornadovae.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.cli.Main;
import tornadovae.data.DataSpec;
import tornadovae.data.Listener;
import tornadovae.data.Places;
import tornadovae.data.source.Datasets;
import tornadovae.limit.LinearLimit;

class LimitCommandTest {

    private final StringWriter out = new StringWriter(), err = new StringWriter();

    private int run(String arguments) {
        return Main.run(Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)), arguments.split(" "));
    }

    @Test
    void theTablesHaveTheLimitsNumbers() {
        assertEquals(0, run("limit digits --train 300 --test 100 --latent 2,7 --beta 1,4 --sigma2 0.05"), err::toString);
        var set = Datasets.load(new DataSpec("digits", 300, 100, 1), new Places(null, null, null, false), Listener.SILENT);
        LinearLimit limit = LinearLimit.of(set.train().images(), set.test().images());
        double variance = limit.mostLikelyVariance(7);
        String likelihoods = "7 %.6f %.2f %.2f %.2f".formatted(variance, limit.trainNll(7, variance), limit.testNll(7, variance),
                limit.at(7, variance).rate());
        var point = limit.at(7, 0.2);
        String filled = "0.2000 7 %d %.3f %.3f %.2f".formatted(point.active(), point.rate(), point.distortion(),
                point.nll(784, 0.05) + point.rate());
        var lines = out.toString().lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
        assertTrue(lines.contains(likelihoods), () -> likelihoods + " is missing in\n" + out);
        assertTrue(lines.contains(filled), () -> filled + " is missing in\n" + out);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "limit digits --train 20 --test 5 --latent 784 | --latent must be fewer than the 784 pixels of an image, found 784.",
            "limit digits --latent 0 | --latent must be between 1 and 4096, not 0.",
            "limit digits --beta 0 | --beta must lie between 1e-12 and 1000000, found 0.0.",
            "limit digits --sigma2 -1 | --sigma2 must lie between 1e-12 and 1000000, found -1.0."})
    void mistakesAreOneSentence(String arguments, String sentence) {
        assertEquals(2, run(arguments));
        assertEquals("tornado-vae: " + sentence, err.toString().strip());
    }
}
