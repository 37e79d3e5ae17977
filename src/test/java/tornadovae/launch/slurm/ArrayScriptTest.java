package tornadovae.launch.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script of an array in bash, as a task of it that runs two groups, with stand-ins for Slurm and for Java. */
class ArrayScriptTest {

    private static final String EXPECTED_CALL =
            "[@FLAGS] [tornadovae.cli.Main] [sweep] [run] [FOLDER] [--group] [%d] [--data-dir] [a 'b' $c]";

    @TempDir
    Path temporary;
    private Path folder;
    private Path script;
    private FakeSlurm slurm;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(temporary.toRealPath().resolve("a user's $results"));
        Files.createDirectories(folder.resolve("slurm"));
        Files.createDirectories(folder.resolve("cells/a_1"));
        Files.writeString(folder.resolve("groups.jsonl"),
                "{\"group\":1,\"cells\":[\"a_1\",\"a_2\"]}\n{\"group\":2,\"cells\":[\"b_1\"]}\n{\"group\":3,\"cells\":[\"c_1\"]}\n");
        Files.writeString(folder.resolve("slurm/tasks"), "2\n1 3\n");
        slurm = new FakeSlurm(temporary);
        script = folder.resolve("slurm/array.sh");
        Files.writeString(script,
                new Script(folder, "small", SlurmSettingsTest.read("java = " + slurm.commands.resolve("java")),
                        new JavaProgram("java", List.of(), List.of(), "tornadovae.cli.Main"), folder.resolve("slurm/flags"),
                        folder, Map.of("TORNADOVM_HOME", "/opt/my $sdk")).array(2, 2, List.of("--data-dir", "a 'b' $c")));
    }

    /**
     * @param behaviour in bash, with {@code $group}, or nothing for {@code sweep fail}, and {@code $n}, which counts calls from 1
     * on
     */
    private void java(String behaviour) throws IOException {
        slurm.command("java", """
                #!/bin/bash
                cd %s
                { printf '%%s' java; printf ' [%%s]' "$@"; echo; } >> commands/calls
                n=$(grep -c ^java commands/calls)
                case "$*" in *' sweep run '*) while [ "$1" != --group ]; do shift; done; group=$2 ;; *) exit 0 ;; esac
                cells="$PWD/a user's \\$results/cells"
                %s
                """.formatted(ShellWord.of(temporary.toRealPath().toString()), behaviour));
    }

    private record Ended(int exitCode, List<String> said) {}

    private Process start() throws IOException {
        var bash = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
        bash.environment().put("PATH", slurm.commands + ":" + System.getenv("PATH"));
        bash.environment().put("SLURM_ARRAY_JOB_ID", "7");
        bash.environment().put("SLURM_ARRAY_TASK_ID", "2");
        bash.environment().put("CUDA_VISIBLE_DEVICES", "1");
        return bash.start();
    }

    private static Ended end(Process process) throws Exception {
        var said = process.inputReader().lines().toList();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), said.toString());
        return new Ended(process.exitValue(), said);
    }

    private List<String> calls() throws IOException {
        return slurm.calls("java").stream().filter(call -> call.startsWith("java ["))
                .map(call -> call.substring(5).replace(folder + "/slurm/flags", "FLAGS").replace(folder.toString(), "FOLDER"))
                .toList();
    }

    private static List<String> runs(int... groups) {
        var calls = new ArrayList<String>();
        for (int group : groups) calls.add(EXPECTED_CALL.formatted(group));
        return calls;
    }

    @Test
    void aTaskRunsItsGroupsOneAfterAnother() throws Exception {
        java("exit 0");
        assertEquals(0, end(start()).exitCode());
        assertEquals(runs(1, 3), calls());
        assertFalse(Files.exists(folder.resolve("slurm/attempts-1")));
    }

    @Test
    void aFailedCellFailsTheTaskAfterItsOtherGroups() throws Exception {
        java("[ $group = 3 ]");
        assertEquals(1, end(start()).exitCode());
        assertEquals(runs(1, 3), calls());
    }

    @Test
    void aKilledProgramIsStartedAgainAndThenGivenUpWithTheReason() throws Exception {
        java("[ $group = 3 ] || kill -9 $$");
        var ended = end(start());
        assertEquals(1, ended.exitCode());
        var calls = calls();
        assertEquals(runs(1, 1, 1), calls.subList(0, 3));
        assertEquals("[@FLAGS] [tornadovae.cli.Main] [sweep] [fail] [FOLDER] [--group] [1] [--reason] "
                + "[Slurm task 7_2: the program was killed by signal 9; logs/slurm-7_2.log has what it said.]", calls.get(3));
        assertEquals(runs(3), calls.subList(4, calls.size()));
    }

    @Test
    void aProgramThatGetsOnMayBeKilledOften() throws Exception {
        java("sleep 0.02; touch \"$cells/a_1/model.safetensors\"; [ $group = 3 ] || [ $n -gt 8 ] || kill -9 $$");
        assertEquals(0, end(start()).exitCode());
        assertEquals(runs(1, 1, 1, 1, 1, 1, 1, 1, 1, 3), calls());
    }

    @Test
    void attemptsOfAnEarlierStartOfTheTaskCount() throws Exception {
        Files.writeString(folder.resolve("slurm/attempts-1"), "3\n");
        java("exit 0");
        assertEquals(1, end(start()).exitCode());
        assertTrue(calls().getFirst().contains("[sweep] [fail]"), calls().toString());
        assertEquals(runs(3), calls().subList(1, calls().size()));
    }

    /** Their process may have died on another node; then they are free after a while. */
    @Test
    void cellsThatAnotherProcessHoldsAreWaitedFor() throws Exception {
        longSleepsAreOnlyWrittenDown();
        java("[ $n -gt 5 ] || exit 75");
        assertEquals(0, end(start()).exitCode());
        assertEquals(runs(1, 1, 1, 1, 1, 1, 3), calls());
        assertEquals(List.of("sleep 15", "sleep 15", "sleep 15", "sleep 15", "sleep 15"), slurm.calls("sleep"));
    }

    /** Slurm's warning, or a TERM while the task still counts as running: it has to make room. */
    @ParameterizedTest
    @CsvSource({"USR1, RUNNING", "TERM, RUNNING", "TERM, SIGNALING"})
    void aWarnedTaskIsQueuedAgainAfterJavaHasEnded(String signal, String state) throws Exception {
        slurm.answer("squeue", state + "\n");
        var ended = signalled(signal);
        assertEquals(0, ended.exitCode(), ended.said().toString());
        assertEquals(runs(1), calls());
        assertEquals("java left a checkpoint", Files.readAllLines(slurm.commands.resolve("calls")).get(1),
                "before it is queued again");
        assertEquals(List.of("scontrol requeue 7_2"), slurm.calls("scontrol"));
    }

    @ParameterizedTest
    @CsvSource({"TERM, COMPLETING", "USR1, COMPLETING", "TERM, CANCELLED", "TERM, PENDING", "TERM, ''"})
    void aTaskThatWasCancelledOrQueuedAgainByOthersOnlyEnds(String signal, String state) throws Exception {
        slurm.answer("squeue", state + "\n");
        var ended = signalled(signal);
        assertEquals(143, ended.exitCode(), ended.said().toString());
        assertEquals(runs(1), calls());
        assertEquals(List.of(), slurm.calls("scontrol"));
    }

    @Test
    void aTaskThatSlurmDoesNotQueueAgainSaysSoOnceAndEnds() throws Exception {
        longSleepsAreOnlyWrittenDown();
        slurm.answer("squeue", "RUNNING\n");
        slurm.refuse("scontrol", "Requested operation is presently disabled for job 7_2\n");
        var ended = signalled("USR1");
        assertEquals(143, ended.exitCode(), ended.said().toString());
        assertEquals(runs(1), calls());
        assertEquals(5, slurm.calls("scontrol").size());
        assertEquals(List.of("sleep 1", "sleep 2", "sleep 4", "sleep 8"), slurm.calls("sleep"));
        assertEquals(1, ended.said().stream().filter(line -> line.contains("presently disabled")).count(),
                ended.said().toString());
    }

    @Test
    void aControllerThatDoesNotAnswerIsAskedAgain() throws Exception {
        longSleepsAreOnlyWrittenDown();
        slurm.answer("squeue", "RUNNING\n");
        slurm.command("squeue", Files.readString(slurm.commands.resolve("squeue")).replace("answer=",
                "[ $(grep -c squeue \"$here/calls\") -gt 2 ] || exit 1\nanswer="));
        var ended = signalled("USR1");
        assertEquals(0, ended.exitCode(), ended.said().toString());
        assertEquals(3, slurm.calls("squeue").size());
        assertEquals(1, ended.said().stream().filter(line -> line.contains("does not answer")).count(), ended.said().toString());
        assertEquals(List.of("scontrol requeue 7_2"), slurm.calls("scontrol"));
    }

    /** Of whole seconds. */
    private void longSleepsAreOnlyWrittenDown() throws IOException {
        slurm.command("sleep", "#!/bin/bash\ncase $1 in 0.*) PATH=${PATH#*:} exec sleep \"$1\" ;; esac\necho sleep \"$@\" >> "
                + ShellWord.of(slurm.commands + "/calls") + "\n");
    }

    /** Java is there, is told to stop by TERM, and takes a while. */
    private Ended signalled(String signal) throws Exception {
        java("trap 'sleep 0.2; echo java left a checkpoint >> commands/calls; exit 143' TERM; touch started; while "
                + "true; do sleep 0.05; done");
        var process = start();
        Path started = temporary.resolve("started");
        while (!Files.exists(started)) assertFalse(process.waitFor(20, TimeUnit.MILLISECONDS));
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        return end(process);
    }
}
