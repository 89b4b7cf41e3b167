package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.inference.OnnxGraphChoice;
import allsky.inference.OnnxTrial;
import allsky.inference.queue.DeviceQueue;
import allsky.network.NetworkShape;
import allsky.network.model.TrainedModel;
import allsky.spark.classify.ChunkStore;
import allsky.spark.classify.ClassificationSettings;
import allsky.spark.classify.ClassificationStep;
import allsky.spark.classify.DeviceChoice;
import allsky.spark.classify.DeviceUseAccumulator;
import allsky.spark.classify.EngineCheck;
import allsky.spark.classify.EngineChoice;
import allsky.spark.classify.Postprocessor;
import allsky.spark.table.prediction.PredictionTable;
import allsky.spark.tiles.TileProgress;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import picocli.CommandLine.Option;

/** The options that set the inference engine and its device. */
@Heading.Under(Heading.RUNNING)
public final class EngineOptions {

  private static final int LARGEST_BATCH = 4096;

  @Option(
      names = "--engine",
      defaultValue = "auto",
      paramLabel = "ENGINE",
      description =
          "Inference engine: auto, onnx or pytorch. auto: PyTorch on a GPU, ONNX "
              + "Runtime on a CPU.")
  private EngineChoice.Kind engine;

  @Option(
      names = "--device",
      defaultValue = "auto",
      paramLabel = "DEVICE",
      description =
          "Device for inference: auto, cpu, gpu, gpu:N or mock-gpu. auto: the GPU that "
              + "Spark assigns to the task, or the CPU if Spark assigns none. gpu: the GPU "
              + "that Spark assigns. gpu:N: GPU number N of the machine, from 0. mock-gpu: "
              + "the CPU, but Spark assigns GPUs; use this to test the GPU scheduling of a "
              + "cluster.")
  private String device;

  @Option(
      names = "--onnx-graph",
      defaultValue = "auto",
      paramLabel = "GRAPH",
      description =
          "How ONNX Runtime computes large 3x3 convolutions: auto, plain or winograd. plain: as "
              + "in the model's ONNX file. winograd: as Winograd convolutions, which need less "
              + "arithmetic; a probability may change by up to 0.00001. auto: each executor tries "
              + "both for about two seconds and uses the faster one.")
  private OnnxGraphChoice graph;

  @Option(
      names = "--batch-size",
      defaultValue = "32",
      paramLabel = "N",
      description = "Number of cutouts in an inference batch, 1 to " + LARGEST_BATCH + ".")
  private int batchSize;

  public void checkBatchSize() {
    requireAtMost(LARGEST_BATCH, "");
  }

  private void requireAtMost(int largest, String where) {
    check(
        batchSize >= 1 && batchSize <= largest,
        "Invalid --batch-size (1 to %d%s): %d",
        largest,
        where,
        batchSize);
  }

  /**
   * The step of {@code classify-allsky}, with the settings of {@link #how}.
   *
   * @param carried the columns that the predictions keep, the key first
   * @param log takes a line for the user
   */
  public ClassificationStep step(
      ChunkStore store,
      TrainedModel model,
      List<StructField> carried,
      Postprocessor postprocessor,
      Consumer<String> log) {
    ClassificationSettings how = how(store.spark(), model, carried, postprocessor);
    if (how.engine().isMockGpu()) {
      log.accept("no GPU is used: --device mock-gpu runs the network on the CPU");
    }
    return new ClassificationStep(store, how, TileProgress.of(store.spark()), log);
  }

  /**
   * The settings to classify with a model; on GPUs they are tested.
   *
   * @param carried the columns that the predictions keep, the key first
   * @throws allsky.UserError if the device is not available, the batch does not fit into a buffer,
   *     or the name of the key is a column of the predictions
   */
  public ClassificationSettings how(
      SparkSession spark,
      TrainedModel model,
      List<StructField> carried,
      Postprocessor postprocessor) {
    NetworkShape shape = model.description().shape();
    requireAtMost(
        Math.min(LARGEST_BATCH, DeviceQueue.largestBatch(shape)),
        " for this model's inputs of " + shape.inputSide() + " pixels a side");
    OnnxTrial.requireGraph(graph, shape);
    PredictionTable.requireKey(carried.get(0));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ClassificationSettings how =
        new ClassificationSettings(
            context.broadcast(model),
            new EngineChoice(engine, DeviceChoice.parse(device), graph),
            carried,
            context.broadcast(postprocessor),
            batchSize,
            DeviceUseAccumulator.of(spark));
    EngineCheck.check(spark, how);
    return how;
  }
}
