package allsky.spark.classify;

import allsky.inference.Classifier;
import allsky.inference.OnnxClassifier;
import allsky.inference.PytorchClassifier;
import allsky.network.ComputeDevice;
import allsky.network.TrainedModel;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;

/**
 * The models that an executor has open: one for each model and device, shared by all tasks. The
 * first task that needs one opens it; it stays open until the executor's process ends.
 */
final class ExecutorModels {

  private static final Map<String, Classifier> OPEN = new HashMap<>();

  private ExecutorModels() {}

  /** The open model of a task. */
  static Classifier of(Classification how) {
    TrainedModel model = how.model();
    Engine chosen = how.engine().ofTask();
    String key = model.description().parametersSha256() + " " + chosen + " " + how.batchSize();
    synchronized (OPEN) {
      return OPEN.computeIfAbsent(key, absent -> open(model, chosen, how.batchSize()));
    }
  }

  private static Classifier open(TrainedModel model, Engine engine, int batchSize) {
    if (engine.kind() == Engine.Kind.PYTORCH) {
      return new PytorchClassifier(model, ComputeDevice.parse(engine.device()), batchSize);
    }
    return new OnnxClassifier(model, SparkEnv.get().conf().getInt("spark.task.cpus", 1));
  }
}
