package tornadovae.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.model.Likelihood;

/**
 * The CPU engine is right with every width of vectors, and without any: the same claims in JVMs that are made to see another
 * machine.
 */
class OtherWidthsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --add-modules jdk.incubator.vector -XX:UseAVX=2                  | 8-lane vectors
            --add-modules jdk.incubator.vector -XX:MaxVectorSize=16          | 4-lane vectors
            -Dno.vector.module=true                                          | scalar
            """)
    void engineKeepsItsContract(String flags, String width) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(flags.split(" +")));
        command.addAll(List.of("-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=2", "-cp", System.getProperty("java.class.path"),
                Child.class.getName(), width));
        Path log = folder.resolve("log");
        Process child = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!child.waitFor(120, TimeUnit.SECONDS)) child.destroyForcibly();
        assertEquals(0, child.waitFor(), () -> {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    /** What runs in the other JVM. On machines that have not the width, the claims hold for what they have. */
    static final class Child {

        private static void run(DynamicTest test) {
            try {
                test.getExecutable().execute();
            } catch (Throwable e) {
                throw new AssertionError(test.getDisplayName(), e);
            }
        }

        public static void main(String[] arguments) {
            var contract = new CpuEngineTest();
            String device = contract.engine().device().toString();
            if (arguments[0].equals("scalar") && !device.contains("scalar")) throw new AssertionError(device);
            Stream.concat(contract.opAgreesWithTheReference(), contract.penaltyAgreesWithTheReference()).forEach(Child::run);
            contract.closeSessions();
            contract.largeProductsAgreeWithTheReference(100);
            for (Likelihood likelihood : Likelihood.values()) {
                contract.trainingFollowsTheReference(likelihood);
                contract.aReplicaDoesNotDependOnItsNeighbours(likelihood);
            }
            var pytorch = new CpuPyTorchTest();
            PyTorchValues.cases().forEach(reference -> {
                pytorch.lossAndGradients(reference);
                pytorch.threeStepsOfAdam(reference);
                pytorch.importanceWeightedBoundOfThreeSamples(reference);
            });
        }
    }
}
