package tornadovae.bundle;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tornadovae.file.ArgumentFile;

/**
 * What starts the program in a bundle: a script in POSIX shell, and beside it a file with the JVM's flags. Flags that name the
 * SDK's folder stand in the script, which alone knows where the bundle lies.
 *
 * @param flags of a JVM that runs the program, each one argument
 * @param sdk the folder of the TornadoVM SDK in them; {@code tornadovm/} takes its place
 */
record Launcher(List<String> flags, Optional<Path> sdk) {

    /** An argument file for Java. */
    String flagsFile() {
        return ArgumentFile.text(flags.stream().filter(flag -> !namesTheSdk(flag)).toList());
    }

    String script() {
        return """
                #!/bin/sh
                # Starts tornado-vae with the Java runtime beside it, wherever this folder lies.
                #   TORNADO_VAE_JAVA_OPTS     further flags for the JVM, separated by blanks, such as -Xmx8g
                unset CDPATH
                case $0 in */*) program=$0 ;; *) program=./$0 ;; esac
                while [ -L "$program" ]; do
                  link=$(readlink "$program")
                  case $link in /*) program=$link ;; *) program=${program%%/*}/$link ;; esac
                done
                here=$(cd "${program%%/*}" && pwd -P) || exit 1

                open_files=$(ulimit -n)
                if [ "$open_files" != unlimited ] && [ "$open_files" -lt 128 ]; then
                  echo "tornado-vae: Only $open_files files may be open at once here, but Java needs 128 or more: \
                raise the limit, for instance with 'ulimit -n 1024'." >&2
                  exit 2
                fi

                export PATH="${PATH:-/usr/local/bin:/usr/bin:/bin}" # for drivers that start compilers

                # In the C locale, the usual one in containers, Java could not read arguments beyond ASCII.
                case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in C | POSIX) { export LC_ALL=C.UTF-8; } 2> /dev/null ;; esac
                %s
                set -f # what is in the flags is no pattern of file names
                set -- $TORNADO_VAE_JAVA_OPTS -jar "$here/app/tornado-vae.jar" "$@"

                # The JVM announces incubator modules at every start and has no switch for it. What it says before the program
                # begins goes through a filter; the program itself writes to the real stderr, descriptor 3.
                [ -t 2 ] && set -- -Dtornadovae.terminal=true "$@"
                pipe=${TMPDIR:-/tmp}/tornado-vae-$$
                if mkfifo -m 600 "$pipe" 2> /dev/null; then
                  exec 3>&2
                  while IFS= read -r line; do
                    case $line in 'WARNING: Using incubator modules: jdk.incubator.'*) ;; *) printf '%%s\\n' "$line" ;; esac
                  done < "$pipe" >&3 3>&- &
                  exec 2> "$pipe"
                  rm -f "$pipe"
                  set -- -Dtornadovae.stderr=3 "$@"
                fi
                exec "$here/java/bin/java" "@$here/flags" %s"$@"
                """
                .formatted(sdk.isPresent() ? TORNADOVM : "",
                        flags.stream().filter(this::namesTheSdk).map(flag -> word(flag) + " ").collect(Collectors.joining()));
    }

    private static final String TORNADOVM = """

            # TornadoVM's libraries need those of the drivers, such as libOpenCL.so.1; where the machine has none, they may be put
            # beside them.
            export TORNADOVM_HOME="$here/tornadovm"
            export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/tornadovm/lib"
            """;

    private boolean namesTheSdk(String flag) {
        return sdk.isPresent() && flag.contains(sdk.get().toString());
    }

    /** One word of a shell command, in which the SDK's folder is this bundle's. */
    private String word(String flag) {
        return Arrays.stream(flag.split(Pattern.quote(sdk.orElseThrow().toString()), -1))
                .map(part -> part.replaceAll("[\\\\\"$`]", "\\\\$0")).collect(Collectors.joining("$here/tornadovm", "\"", "\""));
    }
}
