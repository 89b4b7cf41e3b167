package allsky.spark.cli.plan;

import allsky.network.NetworkShape;
import allsky.network.architecture.Architecture;
import allsky.survey.NetworkInputs;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The times of jobs by the rates of docs/benchmarks.md, which were measured on two cores. Other
 * networks and GPUs have no estimate.
 */
public final class MeasuredRates {

  private static final String SOURCE = " on 2 cores, docs/benchmarks.md)";

  private static final int PAPER_SIDE = 80;

  /** Images in a second of a training with inputs of 80 pixels on the CPU. */
  private static final Map<Architecture, Double> TRAINED =
      Map.of(
          Architecture.IICNET, 32.4,
          Architecture.MOBILENET, 49.6,
          Architecture.GOOGLENET, 47.6,
          Architecture.RESNET34, 22.2);

  /** Sources in a second of a classification, by network and side of the input. */
  private static final Map<String, Integer> CLASSIFIED =
      Map.of("iicnet 80", 699, "iicnet 40", 2206, "iicnet-lite 40", 4285);

  /** Seconds of a match of 1 thousand with 10 thousand rows, most of them the start of Spark. */
  private static final double SMALL_MATCH = 8.5;

  /** Seconds of a match of 500 thousand with 20 million rows. */
  private static final double LARGE_MATCH = 27.5;

  private static final double LARGE_MATCH_ROWS = 20.5e6;

  private static final double STACKED_SOURCES = 82_000;

  /** Seconds of stack-cutouts for these sources, with the start of Spark. */
  private static final double STACKED_SECONDS = 24;

  private MeasuredRates() {}

  /**
   * The time of a match.
   *
   * @param rows of both catalogs together
   */
  public static String match(long rows) {
    double seconds = SMALL_MATCH + rows * (LARGE_MATCH - SMALL_MATCH) / LARGE_MATCH_ROWS;
    return about(seconds, "8.5 s for 11 thousand rows and 27.5 s for 20.5 million");
  }

  /** The time in which cutouts of sources are made. */
  public static String stacking(long sources) {
    return about(sources * STACKED_SECONDS / STACKED_SOURCES, "24 s for 82,000 sources");
  }

  /**
   * The time in which a network classifies sources on the CPU, without the start of Spark.
   *
   * @return "not estimated" for networks that were not measured
   */
  public static String classification(NetworkShape shape, long sources) {
    String network = shape.architecture().optionName() + " " + shape.inputSide();
    return Optional.ofNullable(CLASSIFIED.get(network))
        .filter(rate -> shape.inputs() == NetworkInputs.IMAGES)
        .map(
            rate ->
                about((double) sources / rate, String.format(Locale.ROOT, "%,d sources/s", rate)))
        .orElse(JobPlan.NOT_ESTIMATED);
  }

  /**
   * The time in which a network is trained on the CPU.
   *
   * @param cutouts of the train split
   * @param epochs maximum number of epochs
   * @return "not estimated" for networks that were not measured
   */
  public static String training(NetworkShape shape, long cutouts, int epochs) {
    return Optional.ofNullable(TRAINED.get(shape.architecture()))
        .filter(rate -> shape.inputs() == NetworkInputs.IMAGES && shape.inputSide() == PAPER_SIDE)
        .map(rate -> "at most " + about(cutouts * epochs / rate, rate + " images/s"))
        .orElse(JobPlan.NOT_ESTIMATED);
  }

  private static String about(double seconds, String basis) {
    return "about " + Quantity.ofSeconds(seconds) + " (" + basis + SOURCE;
  }
}
