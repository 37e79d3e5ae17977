package tornadovae.bench;

import java.util.Optional;

/**
 * What a kernel became on a GPU, as ptxas tells it and as counted in its code. Instructions are counted once, however often they
 * run; a warp of 32 work items issues one at a time.
 *
 * @param registers       32-bit ones a work item holds
 * @param spilled         bytes a work item moves to memory and back for want of registers
 * @param stack           bytes of memory a work item has for arrays whose index is no constant
 * @param shared          bytes of local memory of a work-group
 * @param instructions    all of them
 * @param inner           instructions of the innermost loop with the most multiply-adds, 0 where there is none
 * @param multiplyAdds    of them
 * @param stage           instructions around it that each stage of a tiled sum adds: copying of the tiles; 0 where they are in
 *                        the inner loop
 */
public record MachineCode(int registers, int spilled, int stack, int shared, int instructions, int inner, int multiplyAdds,
        int stage) {

    /** @param kernel the name in the file; @param resources as ptxas told them */
    static MachineCode of(Cubin cubin, String kernel, PtxasReport resources) {
        var sass = new Sass(cubin.kernels().get(kernel), cubin.architecture());
        int all = sass.instructions(sass.all());
        Optional<Sass.Loop> inner = sass.busiest();
        if (inner.isEmpty()) {
            return new MachineCode(resources.registers(), resources.spilled(), resources.stack(),
                    resources.shared(), all, 0, 0, 0);
        }
        int length = sass.instructions(inner.get()), stage = sass.stage(inner.get())
                .map(loop -> sass.instructions(loop) - length).orElse(0);
        return new MachineCode(resources.registers(), resources.spilled(), resources.stack(), resources.shared(), all, length,
                sass.multiplyAdds(inner.get()), stage);
    }

    /** The share of multiply-adds in the innermost loop's instructions, from 0 to 1. */
    public double share() {
        return inner == 0 ? 0 : (double) multiplyAdds / inner;
    }
}
