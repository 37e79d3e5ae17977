package tornadovae.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Reads the files by onnx.proto alone, and computes by the definitions of its operators in plain loops. */
class PlainOnnxTest extends OnnxContract {

    /** The fields of a message: numbers and bytes in the order of the file. */
    private record Message(Map<Integer, List<Object>> fields) {

        static Message of(byte[] bytes) {
            var fields = new TreeMap<Integer, List<Object>>();
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (in.hasRemaining()) {
                long tag = varint(in);
                Object value = switch ((int) (tag & 7)) {
                    case 0 -> varint(in);
                    case 2 -> {
                        byte[] content = new byte[(int) varint(in)];
                        in.get(content);
                        yield content;
                    }
                    default -> throw new AssertionError("no such wire type in these files: " + (tag & 7));
                };
                fields.computeIfAbsent((int) (tag >> 3), _ -> new ArrayList<>()).add(value);
            }
            return new Message(fields);
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            for (int shift = 0;; shift += 7) {
                byte b = in.get();
                value |= (b & 0x7FL) << shift;
                if (b >= 0) return value;
            }
        }

        List<Object> all(int field) {
            return fields.getOrDefault(field, List.of());
        }

        List<Message> messages(int field) {
            return all(field).stream().map(bytes -> of((byte[]) bytes)).toList();
        }

        List<String> texts(int field) {
            return all(field).stream().map(bytes -> new String((byte[]) bytes, StandardCharsets.UTF_8)).toList();
        }

        String text(int field) {
            return texts(field).getFirst();
        }
    }

    @Override
    Map<String, String> metadata(Path file) throws Exception {
        var metadata = new HashMap<String, String>();
        for (Message entry : Message.of(Files.readAllBytes(file)).messages(14)) metadata.put(entry.text(1), entry.text(2));
        return metadata;
    }

    @Override
    Map<String, float[][]> compute(Path file, String input, float[][] rows) throws Exception {
        Message graph = Message.of(Files.readAllBytes(file)).messages(7).getFirst();
        var values = new HashMap<String, float[][]>();
        values.put(graph.messages(11).getFirst().text(1), rows);
        if (!values.containsKey(input)) throw new AssertionError("the input is called " + values.keySet());
        for (Message tensor : graph.messages(5)) values.put(tensor.text(8), matrix(tensor));
        for (Message node : graph.messages(1)) {
            List<float[][]> inputs = node.texts(1).stream().map(values::get).toList();
            values.put(node.text(2), apply(node.text(4), inputs));
        }
        var outputs = new HashMap<String, float[][]>();
        for (Message output : graph.messages(12)) outputs.put(output.text(1), values.get(output.text(1)));
        return outputs;
    }

    /** A vector or a number is one row. */
    private static float[][] matrix(Message tensor) {
        List<Object> shape = tensor.all(1);
        ByteBuffer raw = ByteBuffer.wrap((byte[]) tensor.all(9).getFirst()).order(ByteOrder.LITTLE_ENDIAN);
        int rows = shape.size() < 2 ? 1 : Math.toIntExact((long) shape.getFirst()), columns = raw.remaining() / 4 / rows;
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int c = 0; c < columns; c++) row[c] = raw.getFloat();
        }
        return matrix;
    }

    private static float[][] apply(String operator, List<float[][]> of) {
        return switch (operator) {
            case "Gemm" -> gemm(of.get(0), of.get(1), of.get(2)[0]);
            case "Tanh" -> each(of, Math::tanh);
            case "Relu" -> each(of, a -> Math.max(0, a));
            case "Softplus" -> each(of, a -> Math.log1p(Math.exp(a)));
            case "Sigmoid" -> each(of, a -> 1 / (1 + Math.exp(-a)));
            case "Abs" -> each(of, Math::abs);
            case "Exp" -> each(of, Math::exp);
            case "Neg" -> each(of, a -> -a);
            case "Reciprocal" -> each(of, a -> 1 / a);
            case "Less" -> both(of.get(0), of.get(1), (a, b) -> a < b ? 1 : 0);
            case "Max" -> both(of.get(0), of.get(1), Math::max);
            case "Add" -> both(of.get(0), of.get(1), Double::sum);
            case "Sub" -> both(of.get(0), of.get(1), (a, b) -> a - b);
            case "Mul" -> both(of.get(0), of.get(1), (a, b) -> a * b);
            case "Where" -> where(of.get(0), of.get(1), of.get(2));
            default -> throw new AssertionError(operator);
        };
    }

    private static float[][] gemm(float[][] x, float[][] weight, float[] bias) {
        float[][] y = new float[x.length][weight.length];
        for (int i = 0; i < x.length; i++) {
            for (int o = 0; o < weight.length; o++) {
                double sum = bias[o];
                for (int k = 0; k < x[i].length; k++) sum += (double) x[i][k] * weight[o][k];
                y[i][o] = (float) sum;
            }
        }
        return y;
    }

    private static float[][] each(List<float[][]> of, DoubleUnaryOperator f) {
        return both(of.getFirst(), of.getFirst(), (a, _) -> f.applyAsDouble(a));
    }

    /** The smaller of two, a single number or a row, is the same everywhere. */
    private static float[][] both(float[][] a, float[][] b, DoubleBinaryOperator f) {
        int rows = Math.max(a.length, b.length), columns = Math.max(a[0].length, b[0].length);
        float[][] y = new float[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) y[i][j] = (float) f.applyAsDouble(at(a, i, j), at(b, i, j));
        }
        return y;
    }

    private static float[][] where(float[][] condition, float[][] a, float[][] b) {
        float[][] y = new float[condition.length][condition[0].length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[i].length; j++) y[i][j] = condition[i][j] != 0 ? at(a, i, j) : at(b, i, j);
        }
        return y;
    }

    private static float at(float[][] of, int i, int j) {
        return of[Math.min(i, of.length - 1)][Math.min(j, of[0].length - 1)];
    }
}
