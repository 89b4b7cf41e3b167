package allsky.spark.classify;

import allsky.inference.Classifier;
import allsky.inference.OnnxGraphChoice;
import allsky.inference.OnnxTrial;
import allsky.inference.PytorchClassifier;
import allsky.inference.queue.DeviceQueue;
import allsky.network.model.TrainedModel;
import allsky.spark.files.TemporaryFolder;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;

/**
 * The open models of an executor: one for each model and device, shared by all tasks. The first
 * task that needs a model opens it. It remains open until the executor's process ends.
 */
final class ModelCache {

  /** Spark's name of the executor in the driver's process. */
  private static final String DRIVER = "driver";

  private static final Map<String, DeviceQueue> OPEN = new HashMap<>();

  private ModelCache() {}

  /** The queue through which a task sends batches to the open model. */
  static DeviceQueue of(ClassificationSettings settings, ResolvedEngine chosen) {
    TrainedModel model = settings.model();
    OnnxGraphChoice graph = settings.engine().graph();
    int batchSize = settings.batchSize();
    String key =
        String.join(
            " ",
            model.description().parametersSha256(),
            chosen.toString(),
            graph.name(),
            String.valueOf(batchSize));
    synchronized (OPEN) {
      return OPEN.computeIfAbsent(key, absent -> open(model, chosen, graph, batchSize));
    }
  }

  private static DeviceQueue open(
      TrainedModel model, ResolvedEngine engine, OnnxGraphChoice graph, int batchSize) {
    if (!SparkEnv.get().executorId().equals(DRIVER)) {
      // The engines unpack their native libraries into this folder.
      TemporaryFolder.claim();
    }
    if (engine.onGpu()) {
      return DeviceQueue.withOneThread(
          "allsky " + engine.place(),
          () -> new PytorchClassifier(model, engine.opened(), batchSize),
          batchSize,
          DeviceQueue.GPU_BYTES);
    }
    int cores = SparkEnv.get().conf().getInt("spark.task.cpus", 1);
    Classifier classifier =
        engine.kind() == EngineChoice.Kind.PYTORCH
            ? new PytorchClassifier(model, engine.device(), batchSize)
            : onnx(model, graph, cores, batchSize);
    return cores == 1
        ? DeviceQueue.onCallers(classifier, batchSize)
        : DeviceQueue.besideCallers("allsky cpu", classifier, batchSize);
  }

  private static Classifier onnx(
      TrainedModel model, OnnxGraphChoice graph, int threads, int batchSize) {
    OnnxTrial.Opened opened = OnnxTrial.open(model, graph, threads, batchSize);
    if (!opened.remark().isEmpty()) {
      System.err.println("allsky: " + opened.remark());
    }
    return opened.classifier();
  }
}
