package allsky.spark.cli.plan;

import allsky.network.NetworkShape;
import allsky.spark.classify.ChunkPlan;
import allsky.spark.classify.ClassificationSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.SparkConf;

/**
 * A classification with one network.
 *
 * @param conf Spark's settings, which say whether tasks have GPUs
 */
public record PlannedClassification(ClassificationSettings how, SparkConf conf) {

  /** Such as "480 sources to classify with IICnet, inputs of 40 pixels". */
  String line(long sources) {
    NetworkShape shape = shape();
    return String.format(
        Locale.ROOT,
        "%,d sources to classify with %s, inputs of %d pixels",
        sources,
        shape.architecture().title(),
        shape.inputSide());
  }

  /**
   * How a run resumes its output; empty if it starts afresh.
   *
   * @param left number of chunks that are left
   */
  public static Optional<String> resumed(OptionalInt left, ChunkPlan plan) {
    return left.isPresent()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "resumed, %,d of %,d chunks are left",
                left.getAsInt(),
                plan.chunks().size()))
        : Optional.empty();
  }

  /** The time on CPUs; GPUs have no estimate. */
  String time(long sources) {
    return how.engine().mayUseGpu(conf)
        ? JobPlan.NOT_ESTIMATED
        : MeasuredRates.classification(shape(), sources);
  }

  private NetworkShape shape() {
    return how.model().description().shape();
  }
}
