package tornadovae.engine.cpu;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tornadovae.engine.Memory;
import tornadovae.graph.Affine;
import tornadovae.graph.Op;
import tornadovae.graph.OptimiserStep;
import tornadovae.graph.Program;
import tornadovae.graph.Multiply;
import tornadovae.graph.Tensor;

/**
 * The buffers of a session, each made when the first piece of work asks for it: a tensor that fusion has done away with takes no
 * memory.
 */
final class Storage {

    private final int replicas;
    private final Set<Tensor> weightShaped = new HashSet<>();
    private final Set<Tensor> withBackward = new HashSet<>();
    private final Set<Tensor> multiplied = new HashSet<>();
    private final Map<Tensor, Buffer> buffers = new HashMap<>();

    Storage(Memory memory) {
        replicas = memory.replicas();
        for (Program program : memory.programs()) {
            for (Op op : program.ops()) {
                switch (op) {
                    case Affine affine -> {
                        weightShaped.add(affine.weight());
                        multiplied.add(affine.x());
                    }
                    case Affine.WeightGradient gradient -> {
                        weightShaped.add(gradient.dW());
                        multiplied.addAll(List.of(gradient.x(), gradient.da()));
                    }
                    case Affine.BiasGradient gradient -> multiplied.add(gradient.da());
                    case Affine.InputGradient gradient -> {
                        weightShaped.add(gradient.weight());
                        withBackward.add(gradient.weight());
                        multiplied.add(gradient.da());
                    }
                    default -> {}
                }
            }
        }
        List<List<Tensor>> sideBySide =
                memory.programs().stream().flatMap(program -> program.ops().stream()).map(Storage::sideBySide).toList();
        for (int before = -1; before < weightShaped.size();) {
            before = weightShaped.size();
            sideBySide.forEach(this::together);
        }
    }

    /** The tensors that an op walks through side by side. */
    private static List<Tensor> sideBySide(Op op) {
        return switch (op) {
            case OptimiserStep step -> Stream.concat(Stream.of(step.w(), step.g()), step.state().stream()).toList();
            case Multiply multiply -> List.of(multiply.value(), multiply.scaled());
            default -> List.of();
        };
    }

    /** Tensors that are walked through side by side have one layout. */
    private void together(List<Tensor> tensors) {
        if (tensors.stream().anyMatch(weightShaped::contains)) weightShaped.addAll(tensors);
    }

    int replicas() {
        return replicas;
    }

    Buffer of(Tensor tensor) {
        return buffers.computeIfAbsent(tensor, t -> new Buffer(t, replicas, layout(t), withBackward.contains(t)));
    }

    private Buffer.Layout layout(Tensor tensor) {
        if (weightShaped.contains(tensor)) return Buffer.Layout.PANELS;
        return multiplied.contains(tensor) ? Buffer.Layout.COLUMN_PANELS : Buffer.Layout.ROWS;
    }

    /** As {@link #of}, but only what is there already. */
    Buffer existing(Tensor tensor) {
        Buffer buffer = buffers.get(tensor);
        if (buffer == null) throw new IllegalArgumentException(tensor + " is not kept by any program of this session");
        return buffer;
    }
}
