package tornadovae.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tornadovae.UserError;
import tornadovae.file.AtomicFile;
import tornadovae.file.Protobuf;

/**
 * An ONNX model that is being built (onnx.ai, "Open Neural Network Exchange Intermediate Representation", version 7), of float32
 * tensors and operators of opset 13. All values between operators are matrices whose rows are a batch of any size.
 */
final class OnnxModel {

    /** What opset 13 came with, ONNX 1.8; later readers take it too. */
    static final int OPSET = 13, IR_VERSION = 7;
    /** Protocol Buffers end at 2 GiB; the rest is for what is not weights. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (1 << 24);
    private static final int FLOAT = 1, ATTRIBUTE_INTEGER = 2;

    private final String name;
    private final String says;
    private final Protobuf graph = new Protobuf();
    private int nodes;
    private long weights;

    /**
     * @param name of the graph
     * @param says what the model is
     */
    OnnxModel(String name, String says) {
        this.name = name;
        this.says = says;
        graph.text(2, name);
        graph.text(10, says);
    }

    /** An input of [batch, columns]. */
    String input(String of, int columns, String sentence) {
        graph.message(11, value(of, columns, sentence));
        return of;
    }

    /** Names the result of an operator as an output of [batch, columns]. */
    void output(String of, int columns, String sentence) {
        graph.message(12, value(of, columns, sentence));
    }

    /** ValueInfoProto. */
    private static Protobuf value(String of, int columns, String sentence) {
        var shape = new Protobuf().message(1, new Protobuf().text(2, "batch"))
                .message(1, new Protobuf().integer(1, columns));
        var tensor = new Protobuf().integer(1, FLOAT).message(2, shape);
        return new Protobuf().text(1, of).message(2, new Protobuf().message(1, tensor)).text(3, sentence);
    }

    /**
     * A constant with a shape; without lengths it is a single number.
     *
     * @throws UserError where the model gets larger than the format allows
     */
    String constant(String of, float[] values, int... shape) {
        weights += (long) values.length * Float.BYTES;
        if (weights > MOST_BYTES) {
            throw new UserError("The weights of the " + name + " take more than " + MOST_BYTES + " bytes, the most that a file "
                    + "of ONNX has; take them from model.safetensors.");
        }
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        var tensor = new Protobuf();
        for (int length : shape) tensor.integer(1, length);
        graph.message(5, tensor.integer(2, FLOAT).text(8, of).bytes(9, raw.array()));
        return of;
    }

    /** y = x Wᵀ + b, with a weight [out, in] and a bias [out]. */
    String affine(String x, String weight, String bias, String y) {
        var transposed = new Protobuf().text(1, "transB").integer(3, 1).integer(20, ATTRIBUTE_INTEGER);
        return add(node("Gemm", List.of(x, weight, bias), y).message(5, transposed), y);
    }

    /** An operator without attributes. */
    String apply(String operator, String y, String... inputs) {
        return add(node(operator, List.of(inputs), y), y);
    }

    private Protobuf node(String operator, List<String> inputs, String y) {
        var node = new Protobuf();
        inputs.forEach(input -> node.text(1, input));
        return node.text(2, y).text(3, name + "." + nodes++ + "." + operator).text(4, operator);
    }

    private String add(Protobuf node, String y) {
        graph.message(1, node);
        return y;
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @param version  of the program that writes it
     * @param metadata what the file says of itself, for people and programs
     */
    void write(Path file, String version, Map<String, String> metadata) {
        var model = new Protobuf().integer(1, IR_VERSION).text(2, "tornado-vae").text(3, version).text(6, says)
                .message(7, graph).message(8, new Protobuf().text(1, "").integer(2, OPSET));
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.message(14, new Protobuf().text(1, key).text(2, value)));
        AtomicFile.write(file, model::writeTo);
    }
}
