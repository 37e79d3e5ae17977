package tornadovae.launch.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Stand-ins for Slurm's commands in a folder: they write down how they were called, and answer with what a test has laid down for
 * them.
 */
final class FakeSlurm {

    final Path commands;

    FakeSlurm(Path folder) throws IOException {
        commands = Files.createDirectories(folder.resolve("commands"));
        for (String name : List.of("sbatch", "squeue", "sacct", "scancel", "scontrol")) {
            command(name,
                    """
                            #!/bin/bash
                            here=%s
                            { printf '%%s' "${0##*/}"; printf ' %%s' "$@"; echo; } >> "$here/calls"
                            if [ -e "$here/${0##*/}.refuses" ]; then cat "$here/${0##*/}.refuses" >&2; exit 1; fi
                            answer=$here/${0##*/}.answer
                                                    if [ "${0##*/}" = sbatch ]; then echo $(($(cat "$here/id" 2> /dev/null || echo 100) + 1)) > "$here/id"; cat "$here/id"; exit; fi
                            if [ -e "$answer" ]; then cat "$answer"; fi
                            """
                            .formatted(ShellWord.of(commands.toString())));
        }
        answer("scontrol", "Configuration data as of today\nClusterName             = maxwell\nMaxArraySize            = 1001\n");
    }

    void command(String name, String script) throws IOException {
        Path file = commands.resolve(name);
        Files.writeString(file, script);
        if (!file.toFile().setExecutable(true)) throw new IOException(file + " cannot be made executable");
    }

    void answer(String name, String text) throws IOException {
        Files.writeString(commands.resolve(name + ".answer"), text);
    }

    void refuse(String name, String error) throws IOException {
        Files.writeString(commands.resolve(name + ".refuses"), error);
    }

    /** Every call so far, a line each. */
    List<String> calls() throws IOException {
        Path calls = commands.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    List<String> calls(String name) throws IOException {
        return calls().stream().filter(call -> call.startsWith(name + " ")).toList();
    }

    Slurm slurm() {
        return new Slurm(commands);
    }
}
