package tornadovae.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.file.Sha256;

/** Every reader with some hundreds of hostile inputs, the same in every run; {@link LongFuzz} tries new ones for minutes. */
class HostileInputTest {

    private static final int SEED = 1;

    @TempDir
    Path folder;

    static List<Target> targets() {
        return Targets.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void isReadOrRefusedInOneSentenceWithinTimeAndMemory(Target target) throws Exception {
        for (byte[] whole : target.corpus()) assertTrue(target.takes(whole, folder), "refused what the program writes itself");
        var different = new HashSet<String>();
        for (int i = 0; i < target.inputs(); i++) {
            byte[] input = Mutator.input(target.corpus(), SEED, i);
            different.add(HexFormat.of().formatHex(Sha256.begin().digest(input)));
            try {
                Watched.takes(target, input, folder);
            } catch (AssertionError e) {
                throw new AssertionError(target + ", input " + i + ", kept as " + keep(target, i, input) + ": " + e.getMessage(),
                        e);
            }
        }
        assertTrue(different.size() > target.inputs() * 3 / 4, "only " + different.size() + " inputs were different");
    }

    private static Path keep(Target target, int number, byte[] input) throws Exception {
        Path kept = Files.createDirectories(Path.of("target", "fuzz")).resolve(target + "-" + SEED + "-" + number);
        return Files.write(kept, input);
    }

    @Test
    void anInputIsTheSameWheneverItIsMade() {
        List<byte[]> corpus = Targets.all().getFirst().corpus();
        for (int i = 0; i < 100; i++) {
            assertEquals(HexFormat.of().formatHex(Mutator.input(corpus, SEED, i)),
                    HexFormat.of().formatHex(Mutator.input(corpus, SEED, i)));
        }
    }
}
