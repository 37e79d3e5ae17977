package tornadovae.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.UserError;
import tornadovae.file.Folders;
import tornadovae.file.UserFile;

/** NVIDIA's compiler, which makes machine code from CUDA C without a GPU. */
public final class Nvcc {

    /** Bytes of one kernel's machine code at most. */
    private static final long LARGEST = 1 << 26;

    private final String program;
    private final String architecture;
    private final String version;

    /**
     * @param program      its name on the PATH, or a path
     * @param architecture such as {@code sm_90}
     * @throws UserError with exit code 3 where it does not run
     */
    public Nvcc(String program, String architecture) {
        this.program = program;
        this.architecture = architecture;
        version = run(List.of(program, "--version")).lines().filter(line -> line.contains("release"))
                .map(line -> line.replaceFirst(".*release ", "release "))
                .findFirst().orElse("of an unknown version");
    }

    public String version() {
        return version;
    }

    /** @return what each kernel of a source became, by its name */
    Map<String, MachineCode> compile(String source) {
        try {
            Path folder = Files.createTempDirectory("machine-code");
            try {
                Path file = Files.writeString(folder.resolve("kernel.cu"), source), out = folder.resolve("kernel.cubin");
                String said = run(List.of(program, "-arch=" + architecture, "-cubin", "-Xptxas", "-v", file.toString(), "-o",
                        out.toString()));
                return read(UserFile.bytes(out, LARGEST), said);
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UserError(1, "The machine code cannot be kept for counting: " + UserError.reason(e) + ".", e);
        }
    }

    static Map<String, MachineCode> read(byte[] file, String ptxasSaid) {
        Cubin cubin = Cubin.read(file);
        var code = new LinkedHashMap<String, MachineCode>();
        PtxasReport.parse(ptxasSaid).forEach((kernel, report) -> code.put(kernel, MachineCode.of(cubin, kernel, report)));
        return code;
    }

    private String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new UserError(1, program + " refuses a kernel: " + said.lines().filter(line -> line.contains("error"))
                        .findFirst().orElse(said.strip()), null);
            }
            return said;
        } catch (IOException e) {
            throw new UserError(3, "bench machine-code needs NVIDIA's compiler, but " + program
                    + " does not start; install the CUDA toolkit, or name the compiler with --nvcc.", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
