package tornadovae.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Microsoft's runtime computes with the files. Its library is native, so it is no part of the program: profile onnx. */
class OnnxRuntimeTest extends OnnxContract {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    @Override
    Map<String, String> metadata(Path file) throws Exception {
        try (OrtSession session = environment.createSession(file.toString())) {
            return session.getMetadata().getCustomMetadata();
        }
    }

    @Override
    Map<String, float[][]> compute(Path file, String input, float[][] rows) throws Exception {
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor tensor = OnnxTensor.createTensor(environment, rows);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            var outputs = new HashMap<String, float[][]>();
            for (Map.Entry<String, ?> output : result) {
                outputs.put(output.getKey(), (float[][]) ((OnnxTensor) output.getValue()).getValue());
            }
            return outputs;
        }
    }
}
