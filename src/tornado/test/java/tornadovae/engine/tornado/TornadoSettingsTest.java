package tornadovae.engine.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import tornadovae.UserError;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.tornado.TornadoSettings.Kernels;
import tornadovae.engine.tornado.TornadoSettings.Precision;
import tornadovae.engine.tornado.TornadoSettings.ProductKernels;
import tornadovae.engine.tornado.TornadoSettings.Tiles;

/** The files of tornado-config/, and what may go wrong in them. */
class TornadoSettingsTest {

    private static final List<String> NAMES = TornadoSettings.BUILT_IN;

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyFileIsBuiltInAndEqualsTheOneThatUsersEdit(String name) {
        var edited = TornadoSettings.named(Path.of("tornado-config", name + ".properties").toString());
        assertEquals(edited.overruledBy(request()).toString().replace(edited.source(), name),
                TornadoSettings.named(name).toString());
    }

    /** A key that stands in no file has no comment that explains it. */
    @Test
    void theFilesTogetherExplainEveryKey() throws IOException {
        var explained = new Properties();
        for (String name : NAMES) {
            try (Reader file = Files.newBufferedReader(Path.of("tornado-config", name + ".properties"))) {
                explained.load(file);
            }
        }
        var refused = assertThrows(UserError.class, () -> read("kernels = loop\nxxxxxxxxxxxxxxxxxxxxxxxx = 1\n")).getMessage();
        var known = List.of(refused.replaceFirst(".*there are ", "").replaceFirst("\\.$", "").split(", "));
        assertEquals(known, explained.stringPropertyNames().stream().sorted().toList());
    }

    @Test
    void everyKindOfDeviceHasItsSettings() {
        assertEquals("opencl-cpu", TornadoSettings.suiting("opencl", "cpu", "Portable Computing Language").source());
        assertEquals("opencl-gpu", TornadoSettings.suiting("opencl", "gpu", "NVIDIA CUDA").source());
        assertEquals("opencl-gpu", TornadoSettings.suiting("spirv", "gpu", "Intel").source());
        assertEquals("cuda", TornadoSettings.suiting("cuda", "gpu", "NVIDIA").source());
        assertEquals("cuda", TornadoSettings.suiting("ptx", "gpu", "NVIDIA").source());
        assertEquals("fpga-xilinx", TornadoSettings.suiting("opencl", "accelerator", "Xilinx").source());
        assertEquals("fpga-intel", TornadoSettings.suiting("opencl", "accelerator", "Intel(R) FPGA Emulation Platform").source());
    }

    @Test
    void aFamilyBringsItsWorkGroups() throws IOException {
        var vector = read("kernels = vector\n");
        assertEquals(List.of(1, 8, 64), List.of(vector.groupColumns(), vector.groupRows(), vector.groupSize()));
        var other = read("kernels = vector\n group.rows : 4\n");
        assertEquals(List.of(1, 4, 64), List.of(other.groupColumns(), other.groupRows(), other.groupSize()));
        var gpu = read("kernels = gpu\n");
        assertEquals(256, gpu.groupSize());
        assertEquals(Tiles.AUTO, gpu.tiles());
        assertEquals(Kernels.GPU, gpu.kernels());
    }

    @Test
    void flagsOverruleTheFile() throws IOException {
        var settings = read("kernels = vector\ndevice = 0:0,0:1\ndevice.memory = 2GB\ncompiler.flags = -w -cl-mad-enable\n");
        assertEquals(List.of(new DeviceIndex(0, 0), new DeviceIndex(0, 1)), settings.overruledBy(request()).devices());
        assertEquals(OptionalLong.of(2L << 30), settings.overruledBy(request()).deviceMemory());
        assertEquals(Optional.of("-w -cl-mad-enable"), settings.compilerFlags());
        var flags = new EngineRequest("tornado", 1, List.of(new DeviceIndex(1, 0)), OptionalLong.of(1L << 30), Optional.empty());
        assertEquals(List.of(new DeviceIndex(1, 0)), settings.overruledBy(flags).devices());
        assertEquals(OptionalLong.of(1L << 30), settings.overruledBy(flags).deviceMemory());
    }

    @Test
    void filesForAnFpgaReachTornadoVm() throws IOException {
        Path board = Files.createFile(folder.resolve("board.conf"));
        Path list = Files.createFile(folder.resolve("bitstreams"));
        assertEquals(Map.of("tornado.fpga.conf.file", board.toString(), "tornado.precompiled.binary", list.toString()),
                read("kernels = loop\nfpga.configuration = " + board + "\nfpga.bitstreams = " + list + "\n").properties());
        assertEquals(Map.of(), read("kernels = loop\nfpga.configuration =\n").properties());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    kernels = gpu;tile.rows = 8        | {file}: tile.rows has no effect with kernels = gpu; delete the line.
                    kernels = vector;tiles = small       | {file}: tiles has no effect with kernels = vector; delete the line.
                    kernels = gpu;tiles = large        | {file}: tiles must be one of auto, measured, wide, medium, small, found 'large'.
                    kernels = loop;products = cublas     | {file}: products has no effect with kernels = loop; delete the line.
                    kernels = vector;precision = tf32    | {file}: precision has no effect with kernels = vector; delete the line.
                    kernels = gpu;products = cubals    | {file}: products must be one of own, cublas, found 'cubals'; did you mean cublas?
                    kernels = gpu;precision = fp16     | {file}: precision must be one of fp32, tf32, found 'fp16'.
                    kernels = gpu;precision = tf32     | {file}: precision = tf32 needs products = cublas, found own; set products = cublas, or delete the line.
                    kernels = gpu;products = cublas;tiles = auto | {file}: tiles has no effect with products = cublas; delete the line.
                    tile.rows = 8                        | {file}: kernels is missing; it must be one of loop, vector, gpu.
                    kernels = vectors                    | {file}: kernels must be one of loop, vector, gpu, found 'vectors'; did you mean vector?
                    kernels = vector;tile.row = 8        | {file}: there is no key tile.row; did you mean tile.rows?
                    kernels = gpu;kernels = loop       | {file}: kernels stands there twice; give it once.
                    kernels = vector;tile.rows = 3       | {file}: tile.rows must be 2, 4 or 8, found 3.
                    kernels = vector;tile.rows = eight   | {file}: tile.rows must be a whole number, found 'eight'.
                    kernels = vector;group.columns = 0   | {file}: group.columns must be from 1 to 1024, found 0.
                    kernels = vector;group.rows = 1025   | {file}: group.rows must be from 1 to 1024, found 1025.
                    kernels = gpu;group.size = 100     | {file}: group.size must be a power of two from 1 to 256, found 100.
                    kernels = gpu;steps.per.graph = 0  | {file}: steps.per.graph must be from 1 to 1000, found 0.
                    kernels = gpu;device = gpu         | {file}: device must be devices as './run.sh devices' lists them, such as 0:1 or 0:0,0:1, found 'gpu'.
                    kernels = gpu;device.memory = all  | {file}: device.memory must be a size from 1MB on such as 512MB or 8GB, found 'all'.
                    kernels = gpu;profiler = yes       | {file}: profiler must be true or false, found 'yes'.
                    kernels = loop;profiler = true;cuda.graphs = true | {file}: profiler = true needs cuda.graphs = false, since a replayed graph gives no times of its kernels; change one of the two lines.
                    kernels = vector;fpga.bitstreams = . | {file}: an FPGA runs kernels = loop only, found vector.
                    kernels = loop;fpga.bitstreams = no  | {file}: no cannot be read; correct the line, or leave it out.
                    kernels = loop;compiler.flags = \\u1 | {file} is not a properties file: Malformed \\uxxxx encoding; write a backslash as \\\\.
                    """)
    void aMistakeIsOneSentence(String lines, String sentence) {
        assertEquals(sentence, assertThrows(UserError.class, () -> read(lines.replace(";", "\n"))).getMessage()
                .replace(folder.resolve("my.properties").toString(), "{file}"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertEquals(
                "--tornado-config must name a file, or one of opencl-gpu, opencl-cpu, cuda, fpga-intel, fpga-xilinx, "
                        + "but opencl-gpus cannot be read: it does not exist; did you mean opencl-gpu?",
                assertThrows(UserError.class, () -> TornadoSettings.named("opencl-gpus")).getMessage());
        assertTrue(assertThrows(UserError.class, () -> TornadoSettings.named(folder.toString())).getMessage()
                .contains(folder + " cannot be read: "));
    }

    @Test
    void whatADeviceCannotDoIsRefused() throws IOException {
        var graphs = read("kernels = gpu\ncuda.graphs = true\n");
        graphs.requireSuits("cuda", 1024);
        assertTrue(assertThrows(UserError.class, () -> graphs.requireSuits("opencl", 1024)).getMessage()
                .endsWith("cuda.graphs needs a device of the cuda backend, found opencl; omit the line."));
        var flags = read("kernels = gpu\ncompiler.flags = -w\n");
        flags.requireSuits("opencl", 1024);
        assertTrue(assertThrows(UserError.class, () -> flags.requireSuits("cuda", 1024)).getMessage()
                .endsWith("compiler.flags has no effect on the cuda backend, where TornadoVM passes none to the "
                        + "driver's compiler; leave the line empty."));
        assertTrue(assertThrows(UserError.class, () -> graphs.requireSuits("cuda", 128)).getMessage()
                .endsWith("a work-group has 256 work items, but the device allows 128; make group.size smaller."));
    }

    @Test
    void cublasIsForTheCudaBackendAlone() throws IOException {
        var settings = read("kernels = gpu\nproducts = cublas\nprecision = tf32\n");
        assertEquals(ProductKernels.CUBLAS, settings.overruledBy(request()).products());
        assertEquals(Precision.TF32, settings.overruledBy(request()).precision());
        settings.requireSuits("cuda", 1024);
        assertTrue(assertThrows(UserError.class, () -> settings.requireSuits("opencl", 1024)).getMessage()
                .endsWith("products = cublas needs a device of the cuda backend, found opencl; delete the line."));
        assertEquals(ProductKernels.OWN, read("kernels = gpu\n").products());
        assertEquals(Precision.FP32, read("kernels = gpu\nproducts = cublas\n").precision());
    }

    private static EngineRequest request() {
        return EngineRequest.of("tornado", 1);
    }

    private TornadoSettings read(String lines) throws IOException {
        return TornadoSettings.named(Files.writeString(folder.resolve("my.properties"), lines).toString());
    }
}
