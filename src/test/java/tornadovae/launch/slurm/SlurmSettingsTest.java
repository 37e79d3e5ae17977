package tornadovae.launch.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.UserError;
import tornadovae.launch.slurm.SlurmSettings.Queue;
import tornadovae.launch.slurm.SlurmSettings.Reduce;

class SlurmSettingsTest {

    private static final Path FILE = Path.of("tornado-config", "slurm.properties");

    @Test
    void theFileThatUsersEditSaysWhatHoldsWithoutIt() {
        assertEquals(SlurmSettings.standard().toString().replace("slurm.properties", FILE.toString()),
                SlurmSettings.read(FILE).toString());
    }

    @Test
    void theFileExplainsEveryKey() throws IOException {
        var explained = new Properties();
        try (Reader file = Files.newBufferedReader(FILE)) {
            explained.load(file);
        }
        var refused = assertThrows(UserError.class, () -> read("xxxxxxxxxxxxxxxxxxxxxxxx = 1\n")).getMessage();
        assertEquals(List.of(refused.replaceFirst(".*there are ", "").replaceFirst("\\.$", "").split(", ")),
                explained.stringPropertyNames().stream().sorted().toList());
    }

    @Test
    void everyKeyIsRead() {
        assertEquals(new SlurmSettings("test",
                new Queue(Optional.of("gpu,big"), Optional.of("a 1"), Optional.of("long"), Optional.of("a100&nvlink|h100")),
                Optional.of("1-02:03:04"), 300, Optional.of("gpu:a100:2,shard:1"), 8, OptionalLong.of(16L << 30), "tornado",
                OptionalLong.of(24L << 30),
                OptionalInt.of(16), OptionalInt.of(99), OptionalInt.of(7), List.of("cuda/12.4", "ocl-icd"),
                List.of("apptainer", "exec", "--nv", "$x.sif"),
                Optional.of("/opt/my java/bin/java"), List.of("-Xmx9g", "-Dx=*"), List.of("--exclusive", "--mail-type=FAIL"),
                new Reduce(Optional.of("cpu"), Optional.of("gpu:1"), "2-00")), read("""
                        partition = gpu,big
                        account = a 1
                        qos = long
                        constraint = a100&nvlink|h100
                        time = 1-02:03:04
                        warning = 300
                        gres = gpu:a100:2,shard:1
                        cpus.per.task = 8
                        memory = 16G
                        engine = tornado
                        device.memory = 24GB
                        cells.per.group = 16
                        tasks = 99
                        tasks.at.once = 7
                        modules = cuda/12.4 ocl-icd
                        container = apptainer exec --nv $x.sif
                        java = /opt/my java/bin/java
                        java.options = -Xmx9g -Dx=*
                        sbatch = --exclusive --mail-type=FAIL
                        reduce.partition = cpu
                        reduce.gres = gpu:1
                        reduce.time = 2-00
                        """));
    }

    @Test
    void theProcessorAloneNeedsNoDevice() {
        assertEquals(Optional.empty(), read("gres = none\n").gres());
    }

    @Test
    void whatTrainsTogetherFitsIntoTheMemoryThatTasksWillHave() {
        assertEquals(24L << 30, read("device.memory = 24GB\n").memoryToPlan("auto"));
        assertEquals(8L << 30, read("engine = cpu\n").memoryToPlan("cpu"));
        assertEquals(7L << 30, read("engine = cpu\nmemory = 10G\n").memoryToPlan("cpu"));
        assertEquals(Optional.of("-Xmx7168m"), read("memory = 10G\n").heap());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "partitoin = x                 | there is no key partitoin; did you mean partition?",
            "partition = a\\nb             | partition must have no quotation marks, backslashes and line ends, found 'a?b'.",
            "account = \"x\"               | account must have no quotation marks, backslashes and line ends, found '\"x\"'.",
            "time = 0                      | time must be minutes, hours:minutes:seconds or "
                    + "days-hours:minutes:seconds such as 30, 4:00:00 or 2-12:00:00, found '0'.",
            "time = tomorrow               | time must be minutes, hours:minutes:seconds or "
                    + "days-hours:minutes:seconds such as 30, 4:00:00 or 2-12:00:00, found 'tomorrow'.",
            "time = 3                      | time is 3, but a task is warned 120 to 180 seconds before its end; "
                    + "make time longer or warning shorter.",
            "time = 1:30                   | time is 1:30, but a task is warned 120 to 180 seconds before its "
                    + "end; make time longer or warning shorter.",
            "warning = 5                   | warning must be from 10 to 3600, found 5.",
            "warning = soon                | warning must be a whole number, found 'soon'.",
            "cpus.per.task = 0             | cpus.per.task must be from 1 to 1024, found 0.",
            "memory = 16                   | memory must be a size from 1MB on such as 512MB or 8GB, found '16'.",
            "engine = tornadovm            | engine must be one of auto, cpu, tornado, found 'tornadovm' (did "
                    + "you mean tornado?).",
            "tasks = 0                     | tasks must be a whole number from 1 on, found '0'.",
            "modules = cuda;ls             | modules must be names of modules such as cuda/12.4, found 'cuda;ls'.",
            "container = a\\nb             | container must be one line without control characters, found 'a?b'.",
            "sbatch = -N 2                 | sbatch must be options such as --exclusive or --mail-type=FAIL, "
                    + "without quotation marks and backslashes, found '-N'.",
    })
    void everyMistakeHasItsSentence(String line, String sentence) {
        assertEquals("test: " + sentence, assertThrows(UserError.class, () -> read(line + "\n")).getMessage());
    }

    @Test
    void theProcessorHasNoDeviceMemory() {
        assertEquals("test: device.memory is for a device, but engine is cpu; give memory instead.",
                assertThrows(UserError.class, () -> read("device.memory = 1GB\nengine = cpu\n")).getMessage());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertEquals("--slurm-config must name a file like tornado-config/slurm.properties, but nowhere cannot be read: it "
                + "does not exist.",
                assertThrows(UserError.class, () -> SlurmSettings.read(Path.of("nowhere"))).getMessage());
    }

    static SlurmSettings read(String text) {
        try {
            return SlurmSettings.read("test", new StringReader(text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
