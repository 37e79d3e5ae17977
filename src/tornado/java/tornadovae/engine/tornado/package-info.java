/**
 * The engine that runs programs through TornadoVM, on anything its backends know: GPUs, processors, FPGAs.
 *
 * <p>From a program to a device: {@code Layout} gives every tensor its place in one array of floats, {@code LoopTasks} or
 * {@code FusedTasks} make tasks of the ops, a {@code DeviceSession} makes task graphs of those, {@code DevicePlan} executes them,
 * and {@code TornadoSession} shares the replicas out among devices. Everything stays on the device; what travels is what is
 * written and read.
 *
 * <p>Three families of kernels: {@code loop}, an op a kernel, for any device ({@code *Loops}); {@code vector} and {@code gpu},
 * few fat kernels around the three matrix products ({@code VectorProducts} with {@code Epilogues}, {@code TileProducts} with
 * {@code TileEpilogues}, and the updates), and {@code Preparation} and {@code Scalars} for the rest. What may be fused,
 * {@link tornadovae.engine.Patterns} finds; {@code FusedTasks} makes tasks of it.
 *
 * <p>Kernels read their arguments from tables of integers, by slots that the class of the kernel names. Slots are constants that
 * javac inlines, so that a kernel's bytecode holds numbers. {@code Table} writes them, by the same names.
 *
 * <p>What kernels must keep to, each found out by a wrong result or a failure (TornadoVM 5.2.0, OpenCL):
 * <ul>
 * <li>{@code >>>} is compiled as {@code >>}: shift, then mask.
 * <li>A local array is used only in the method that allocates it: handed to another, it is addressed wrongly, without a word.
 *     Private arrays may be handed on.
 * <li>A {@code KernelContext} is not handed to a method that reads several of its fields beside local memory.
 * <li>A kernel's parameters keep their names in OpenCL's source: none may be one of its words ({@code kernel}, {@code half}).
 * <li>Scalar arguments become constants of the compiled kernel: branches on them cost nothing, but what changes between launches
 *     lies in an array.
 * <li>The compiler's limits must be raised, see {@code tornado.flags} in pom.xml; beyond them calls stay in the code, and the
 *     error names something else.
 * <li>An array that a graph consumes from another must be the argument of some task there, else it has no memory.
 * <li>Driver errors at a launch are only printed: {@code Launches} counts what really ran.
 * </ul>
 */
package tornadovae.engine.tornado;
