package tornadovae.launch.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;

/** Submission, status and cancelling, with stand-ins for Slurm's commands. */
class SlurmLauncherTest {

    @TempDir
    Path temporary;
    private Path folder;
    private FakeSlurm slurm;
    private SlurmLauncher launcher;

    @BeforeEach
    void begin() throws IOException {
        slurm = new FakeSlurm(temporary);
        folder = Files.createDirectories(temporary.toRealPath().resolve("results of a sweep"));
        Files.createDirectories(temporary.resolve("classes"));
        launcher = new SlurmLauncher(folder, slurm.slurm());
    }

    private String submit(List<Integer> groups, String settings) {
        Path classes = temporary.resolve("classes");
        return launcher.submit(
                new SlurmLauncher.Work("my sweep", groups, 2, List.of("--threads", "4"),
                        new JavaProgram("java", List.of("-Da=b"), List.of(classes), "x.Main"), Path.of(""), Map.of()),
                SlurmSettingsTest.read(settings));
    }

    private String name() {
        return Submission.read(folder.resolve("slurm/jobs.json")).orElseThrow().name();
    }

    private String refused(Runnable work) {
        return assertThrows(UserError.class, work::run).getMessage();
    }

    @Test
    void anArrayIsSubmittedAndAJobThatWaitsForIt() throws Exception {
        assertEquals("Submitted job 101, an array of 3 tasks for 3 groups, and job 102, which builds summary and report "
                + "when they have ended.", submit(List.of(1, 2, 5), ""));
        assertEquals(List.of("sbatch --parsable " + folder + "/slurm/array.sh",
                "sbatch --parsable --dependency=afterany:101 " + folder + "/slurm/reduce.sh"), slurm.calls("sbatch"));
        var submission = Submission.read(folder.resolve("slurm/jobs.json")).orElseThrow();
        assertEquals(List.of("maxwell", "101", Optional.of("102"), 3, 3),
                List.of(submission.cluster(), submission.array(), submission.reduce(), submission.tasks(), submission.groups()));
        assertTrue(submission.name().matches("my-sweep-[0-9a-f]{8}"), submission.name());
        assertEquals("\"-Da=b\"\n\"-cp\"\n\"" + folder + "/slurm/program/classes\"\n",
                Files.readString(folder.resolve("slurm/flags")));
        assertTrue(Files.isDirectory(folder.resolve("logs")), "sbatch does not make it");
    }

    @Test
    void moreGroupsThanAnArrayHoldsShareTasks() throws Exception {
        slurm.answer("scontrol", "ClusterName = c\nMaxArraySize = 11\n");
        submit(IntStream.rangeClosed(1, 25).boxed().toList(), "");
        assertEquals("1 11 21", Files.readAllLines(folder.resolve("slurm/tasks")).getFirst());
        assertTrue(Files.readString(folder.resolve("slurm/array.sh")).contains("#SBATCH --array=1-10\n"));
        submit(IntStream.rangeClosed(1, 25).boxed().toList(), "tasks = 4\ntasks.at.once = 2\n");
        assertTrue(Files.readString(folder.resolve("slurm/array.sh")).contains("#SBATCH --array=1-4%2\n"));
    }

    @Test
    void aFolderThatJobsWorkOnIsRefused() throws Exception {
        submit(List.of(1, 2), "");
        slurm.answer("squeue", "101|1|RUNNING|None|node1\n101|2|PENDING|Resources|\n102|N/A|PENDING|Dependency|\n");
        assertEquals(folder + " is being worked on by Slurm job 101 and 102; './run.sh sweep status DIR' shows how far it is, "
                + "'./run.sh sweep cancel DIR' ends it.",
                refused(() -> submit(List.of(1, 2), "")));
        assertEquals("squeue -h -r -t all --name=" + name() + "," + name() + "-reduce -o %F|%K|%T|%r|%N",
                slurm.calls("squeue").getLast());
        assertEquals(2, slurm.calls("sbatch").size());
        slurm.answer("squeue", "101|1|COMPLETED|None|node1\n101|2|CANCELLED|None|\n102|N/A|COMPLETED|None|node1\n");
        assertTrue(submit(List.of(2), "").startsWith("Submitted job 103, an array of 1 task for 1 group,"));
    }

    @Test
    void everyGroupHasTheStateOfItsTask() throws Exception {
        assertEquals(Map.of(), launcher.states());
        submit(List.of(1, 2, 5, 6), "tasks = 3\n");
        slurm.answer("squeue", "99|1|RUNNING|None|node9\n101|1|RUNNING|None|node1\n101|2|PENDING|Resources|\n");
        assertEquals(Map.of(1, "task 101_1 runs on node1", 6, "task 101_1 runs on node1", 2, "task 101_2 waits (Resources)", 5,
                "task 101_3 is no longer known to Slurm"), launcher.states());
    }

    @Test
    void whatTheControllerHasForgottenTheAccountingKnows() throws Exception {
        submit(List.of(1, 2), "");
        slurm.answer("squeue", "101|2|RUNNING|None|node2\n");
        slurm.answer("sacct", "101_1|TIMEOUT|node1\n101_2|PENDING|\n");
        assertEquals(Map.of(1, "task 101_1 ran out of time on node1", 2, "task 101_2 runs on node2"), launcher.states());
        slurm.answer("sacct", "102|COMPLETED|node1\n");
        assertEquals(Optional.of("job 102 has ended: it builds summary and report."), launcher.reduceState());
        slurm.refuse("sacct", "Slurm accounting storage is disabled\n");
        assertEquals(Map.of(1, "task 101_1 is no longer known to Slurm", 2, "task 101_2 runs on node2"), launcher.states());
    }

    @Test
    void cancellingEndsWhatRunsAndWaitsAndTwiceIsNotAnError() throws Exception {
        assertEquals(Optional.empty(), launcher.cancel());
        submit(List.of(1, 2, 3), "");
        slurm.answer("squeue",
                "101|1|RUNNING|None|node1\n101|2|COMPLETED|None|node1\n101|3|PENDING|Resources|\n102|N/A|PENDING|Dependency|\n");
        assertEquals(
                Optional.of("Cancelled jobs 101 and 102: 1 running, 2 waiting. What was running leaves checkpoints; the same "
                        + "sweep goes on from there."),
                launcher.cancel());
        assertEquals(List.of("scancel --quiet 101 102"), slurm.calls("scancel"));
        slurm.answer("squeue", "101|1|COMPLETING|None|node1\n101|3|CANCELLED|None|\n102|N/A|CANCELLED|None|\n");
        assertEquals(Optional.of("There is nothing to cancel: the jobs of " + folder + " have ended, or are about to."),
                launcher.cancel());
        assertEquals(1, slurm.calls("scancel").size());
    }

    @Test
    void whatSlurmRefusesIsSaidInItsWords() throws Exception {
        slurm.refuse("sbatch", "sbatch: error: Batch job submission failed: Invalid account or account/partition combination "
                + "specified\n");
        assertEquals("sbatch refused: Batch job submission failed: Invalid account or account/partition combination specified.",
                refused(() -> submit(List.of(1), "")));
        assertEquals(Map.of(), launcher.states(), "nothing was submitted");
    }

    @Test
    void anArrayWithoutAJobForItsReportIsSaidToRun() throws Exception {
        slurm.command("sbatch",
                Files.readString(slurm.commands.resolve("sbatch")).replace("answer=",
                        "case $* in *--dependency*) echo 'sbatch: error: Job violates accounting policy' >&2; exit 1 ;; "
                                + "esac\nanswer="));
        var error = assertThrows(UserError.class, () -> submit(List.of(1, 2), ""));
        assertEquals("Submitted job 101, an array of 2 tasks for 2 groups, but no job that builds summary and report when "
                + "they have ended: sbatch refused: Job violates accounting policy; './run.sh sweep reduce " + folder
                + "' builds them then, './run.sh sweep cancel " + folder + "' ends the array now.", error.getMessage());
        assertEquals(1, error.exitCode);
        var submission = Submission.read(folder.resolve("slurm/jobs.json")).orElseThrow();
        assertEquals(List.of("101", Optional.empty(), 2), List.of(submission.array(), submission.reduce(), submission.tasks()));
        slurm.answer("squeue", "101|1|RUNNING|None|node1\n101|2|PENDING|Resources|\n");
        assertEquals(Map.of(1, "task 101_1 runs on node1", 2, "task 101_2 waits (Resources)"), launcher.states());
        assertEquals(Optional.empty(), launcher.reduceState());
        launcher.cancel();
        assertEquals(List.of("scancel --quiet 101"), slurm.calls("scancel"));
    }

    @Test
    void aRefusedSubmissionLeavesNoStatesOfTheOneBefore() throws Exception {
        submit(List.of(1, 2), "");
        slurm.answer("squeue", "101|1|COMPLETED|None|node1\n101|2|TIMEOUT|None|node1\n");
        slurm.refuse("sbatch", "sbatch: error: Batch job submission failed: Requested time limit is invalid\n");
        refused(() -> submit(List.of(2), ""));
        assertEquals(Map.of(), launcher.states());
    }

    @Test
    void jobsThatAreKnownToRunForbidAnotherPlan() throws Exception {
        slurm.answer("squeue", "101|1|RUNNING|None|node1\n");
        SlurmLauncher.requireNoJobs(folder, "my sweep", slurm.slurm());
        assertEquals(List.of(), slurm.calls(), "nothing was submitted");
        slurm.answer("squeue", "");
        submit(List.of(1), "");
        SlurmLauncher.requireNoJobs(folder, "my sweep", slurm.slurm());
        slurm.answer("squeue", "101|1|RUNNING|None|node1\n");
        for (String experiment : List.of("my sweep", "another")) {
            var error = assertThrows(UserError.class, () -> SlurmLauncher.requireNoJobs(folder, experiment, slurm.slurm()));
            assertTrue(error.getMessage().startsWith(folder + " is being worked on by Slurm job 101; "), error.getMessage());
        }
    }

    /** The folder of a submission of last year, say. */
    @Test
    void whereSlurmKnowsOfNoJobsAnotherPlanIsAllowed() throws Exception {
        submit(List.of(1), "");
        int before = slurm.calls("squeue").size();
        slurm.refuse("squeue", "squeue: error: Unable to contact slurm controller (connect failure)\n");
        SlurmLauncher.requireNoJobs(folder, "my sweep", slurm.slurm());
        assertEquals(before + 1, slurm.calls("squeue").size());
        SlurmLauncher.requireNoJobs(folder, "my sweep", new Slurm(temporary.resolve("nothing")));
    }

    @Test
    void aDamagedRecordOfJobsHidesNoneThatRun() throws Exception {
        submit(List.of(1), "");
        Files.writeString(folder.resolve("slurm/jobs.json"), "{}");
        SlurmLauncher.requireNoJobs(folder, "my sweep", slurm.slurm());
        slurm.answer("squeue", "101|1|RUNNING|None|node1\n");
        assertThrows(UserError.class, () -> SlurmLauncher.requireNoJobs(folder, "my sweep", slurm.slurm()));
    }

    @Test
    void aMachineWithoutSlurmIsSaidToBeOne() {
        var none = new SlurmLauncher(folder, new Slurm(temporary.resolve("nothing")));
        var error =
                assertThrows(UserError.class,
                        () -> none.submit(
                                new SlurmLauncher.Work("x", List.of(1), 0, List.of(),
                                        new JavaProgram("java", List.of(), List.of(), "x"), Path.of(""), Map.of()),
                                SlurmSettings.standard()));
        assertEquals("There is no scontrol here: use --launcher slurm where Slurm's commands are on the PATH, such as a "
                + "login node of the cluster.", error.getMessage());
        assertEquals(3, error.exitCode);
    }
}
