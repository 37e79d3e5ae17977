package tornadovae.launch.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;

class ScriptTest {

    private static final JavaProgram PROGRAM = new JavaProgram("/jdk/bin/java", List.of(), List.of(), "x.Main");

    private static Script script(String folder, String settings) {
        return new Script(Path.of(folder), "small-1", SlurmSettingsTest.read(settings), PROGRAM, Path.of(folder, "slurm/flags"),
                Path.of("/work"), Map.of());
    }

    private static String head(String script) {
        return script.substring(0, script.indexOf("\n# "));
    }

    @Test
    void settingsStandInTheHead() {
        assertEquals("""
                #!/bin/bash -l
                #SBATCH --job-name=small-1
                #SBATCH --array=1-12%4
                #SBATCH --partition=gpu
                #SBATCH --account="a 1"
                #SBATCH --qos=long
                #SBATCH --constraint="a100&nvlink"
                #SBATCH --time=4:00:00
                #SBATCH --gres=gpu:a100:1
                #SBATCH --signal=B:USR1@300
                #SBATCH --requeue
                #SBATCH --ntasks=1
                #SBATCH --cpus-per-task=8
                #SBATCH --mem=16384M
                #SBATCH --chdir=/work
                #SBATCH --output="/home/me/100%% of it/logs/slurm-%A_%a.log"
                #SBATCH --open-mode=append
                #SBATCH --exclusive
                #SBATCH --mail-type=FAIL
                """, head(script("/home/me/100% of it", """
                partition = gpu
                account = a 1
                qos = long
                constraint = a100&nvlink
                time = 4:00:00
                warning = 300
                gres = gpu:a100:1
                cpus.per.task = 8
                memory = 16G
                tasks.at.once = 4
                modules = cuda/12.4
                sbatch = --exclusive --mail-type=FAIL
                """).array(12, 2, List.of())));
    }

    @Test
    void theClusterDecidesWhatIsLeftAway() {
        assertEquals("""
                #!/bin/bash
                #SBATCH --job-name=small-1
                #SBATCH --array=1-1
                #SBATCH --gres=gpu:1
                #SBATCH --signal=B:USR1@120
                #SBATCH --requeue
                #SBATCH --ntasks=1
                #SBATCH --cpus-per-task=4
                #SBATCH --chdir=/work
                #SBATCH --output=/results/logs/slurm-%A_%a.log
                #SBATCH --open-mode=append
                """, head(script("/results", "").array(1, 2, List.of())));
    }

    @Test
    void theLastJobTakesNoDeviceAndMayGoElsewhere() {
        assertEquals("""
                #!/bin/bash
                #SBATCH --job-name=small-1-reduce
                #SBATCH --partition=cpu
                #SBATCH --account=a
                #SBATCH --time=60
                #SBATCH --ntasks=1
                #SBATCH --cpus-per-task=4
                #SBATCH --chdir=/work
                #SBATCH --output=/results/logs/slurm-%j-reduce.log
                #SBATCH --open-mode=append
                """,
                head(script("/results", "partition = gpu\naccount = a\nconstraint = a100\nreduce.partition = cpu\n").reduce()));
    }

    @Test
    void theProgramStartsInItsContainer() {
        String text = script("/it's", "container = apptainer exec $HOME/x.sif\nmemory = 10G\njava.options = -Da=* -Xss1m\n")
                .array(1, 2, List.of());
        assertEquals(List.of("program=('apptainer' 'exec' '$HOME/x.sif' '/jdk/bin/java' '@/it'\\''s/slurm/flags' '-Xmx7168m' "
                + "'-Da=*' '-Xss1m' 'x.Main')"),
                text.lines().filter(line -> line.startsWith("program=")).toList());
    }

    @Test
    void aFolderThatSbatchCannotTakeIsRefused() {
        assertEquals("sbatch cannot take the path /a\"b: rename what has quotation marks, backslashes or control "
                + "characters in it.",
                assertThrows(UserError.class, () -> script("/a\"b", "")).getMessage());
    }
}
