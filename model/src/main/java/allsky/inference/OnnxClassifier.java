package allsky.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import allsky.Causes;
import allsky.UserError;
import allsky.network.NetworkShape;
import allsky.network.OnnxExport;
import allsky.network.engine.NativeCallGuard;
import allsky.network.model.ModelFolder;
import allsky.network.model.TrainedModel;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The engine for CPUs: ONNX Runtime. All threads share one session. Each call is one run with the
 * given number of cutouts; 8 to 64 are fastest.
 */
public final class OnnxClassifier implements Classifier {

  private final NetworkShape shape;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /**
   * Opens the model's ONNX file.
   *
   * @param threads threads of one run, 1 or more; use 1 if several threads call the classifier
   */
  public OnnxClassifier(TrainedModel model, int threads) {
    this(model.description().shape(), model.onnx(), threads);
  }

  /** Opens the bytes of an ONNX file of a network of this shape. */
  OnnxClassifier(NetworkShape shape, byte[] onnx, int threads) {
    this.shape = shape;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      this.session = environment.createSession(onnx, options);
      requireNetwork();
    } catch (OrtException e) {
      throw damaged(Causes.firstLine(String.valueOf(e.getMessage())), e);
    }
  }

  /** Without this check a file of another network would fail only at the first cutouts. */
  private void requireNetwork() throws OrtException {
    Set<String> outputs = Set.of(OnnxExport.OUTPUT, OnnxExport.EMBEDDING);
    if (!session.getInputNames().equals(Set.of(OnnxExport.INPUT))
        || !session.getOutputNames().containsAll(outputs)) {
      throw damaged(
          "its inputs are "
              + session.getInputNames()
              + " and its outputs "
              + session.getOutputNames(),
          null);
    }
    TensorInfo input = (TensorInfo) session.getInputInfo().get(OnnxExport.INPUT).getInfo();
    long[] expected = shape.inputShape(1).getShape();
    long[] found = input.getShape();
    // The first axis is the batch, of any length.
    if (!Arrays.equals(
        Arrays.copyOfRange(expected, 1, expected.length),
        Arrays.copyOfRange(found, Math.min(1, found.length), found.length))) {
      throw damaged("it needs cutouts of the shape " + Arrays.toString(found), null);
    }
  }

  private static UserError damaged(String reason, Exception cause) {
    return new UserError(
        "Cannot use "
            + ModelFolder.ONNX
            + " of the model: "
            + reason
            + "; copy the complete model folder again, or train again",
        cause);
  }

  @Override
  public NetworkShape shape() {
    return shape;
  }

  @Override
  public float[] logits(FloatBuffer cutouts, int count) {
    return run(cutouts, count, Set.of(OnnxExport.OUTPUT), OnnxClassifier::logits);
  }

  @Override
  public NetworkOutput output(FloatBuffer cutouts, int count) {
    return run(
        cutouts,
        count,
        Set.of(OnnxExport.OUTPUT, OnnxExport.EMBEDDING),
        result -> new NetworkOutput(logits(result), floats(result, OnnxExport.EMBEDDING)));
  }

  private <T> T run(
      FloatBuffer cutouts, int count, Set<String> wanted, Function<OrtSession.Result, T> answer) {
    FloatBuffer input = Classifier.checkedInput(shape, cutouts, count);
    return NativeCallGuard.run(() -> run(input, wanted, answer));
  }

  private <T> T run(FloatBuffer input, Set<String> wanted, Function<OrtSession.Result, T> answer) {
    int count = input.remaining() / shape.inputSize();
    long[] inputShape = shape.inputShape(count).getShape();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, inputShape);
        OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, tensor), wanted)) {
      return answer.apply(result);
    } catch (OrtException e) {
      throw new IllegalStateException("Cannot classify " + count + " cutouts", e);
    }
  }

  private static float[] logits(OrtSession.Result result) {
    return floats(result, OnnxExport.OUTPUT);
  }

  private static float[] floats(OrtSession.Result result, String output) {
    FloatBuffer values = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
    float[] floats = new float[values.remaining()];
    values.get(floats);
    return floats;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("Cannot close the model in ONNX Runtime", e);
    }
  }
}
