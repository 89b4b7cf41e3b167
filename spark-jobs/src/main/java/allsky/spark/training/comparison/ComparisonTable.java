package allsky.spark.training.comparison;

import allsky.metrics.LabelledPredictions;
import allsky.metrics.MeanDifference;
import allsky.metrics.PairedComparison;
import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;
import allsky.network.NetworkShape;
import allsky.network.architecture.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The measured networks beside each other. The reference is the IICnet of the paper's settings; if
 * it is not compared, the first IICnet; if there is none, the first network.
 */
public final class ComparisonTable {

  /**
   * One training.
   *
   * @param accuracy on the test split, with Wilson's interval
   * @param paired this network (first) and the reference with the same seed (second); empty for the
   *     reference, and if the reference has not been trained with the seed
   */
  public record Entry(
      MeasuredNetwork network, Estimate accuracy, Optional<PairedComparison> paired) {}

  /**
   * The trainings of one network with different seeds.
   *
   * @param accuracy mean over the seeds. The interval is Wilson's for the number of test cutouts;
   *     it has the chance in the choice of the cutouts, and not the chance in the seeds
   * @param lowest accuracy of the worst seed
   * @param highest accuracy of the best seed
   * @param difference of the mean accuracy from the reference, over the seeds of both; empty for
   *     the reference
   */
  public record Group(
      NetworkShape shape,
      List<Entry> entries,
      Estimate accuracy,
      double lowest,
      double highest,
      Optional<Estimate> difference) {

    /** The first training; the cost is the same for all. */
    public MeasuredNetwork first() {
      return entries.get(0).network();
    }
  }

  private final NetworkShape reference;
  private final List<Group> groups;

  private ComparisonTable(NetworkShape reference, List<Group> groups) {
    this.reference = reference;
    this.groups = groups;
  }

  /**
   * Compares networks.
   *
   * @param networks one or more, measured on the same test split
   */
  public static ComparisonTable of(List<MeasuredNetwork> networks) {
    NetworkShape reference = reference(networks);
    List<MeasuredNetwork> references =
        networks.stream().filter(one -> one.shape().equals(reference)).toList();
    Map<NetworkShape, List<Entry>> byShape = new LinkedHashMap<>();
    for (MeasuredNetwork network : networks) {
      byShape
          .computeIfAbsent(network.shape(), shape -> new ArrayList<>())
          .add(entry(network, reference, references));
    }
    return new ComparisonTable(
        reference,
        byShape.entrySet().stream()
            .map(one -> group(one.getKey(), one.getValue(), reference, references))
            .toList());
  }

  /** The network with which the others are compared. */
  public NetworkShape reference() {
    return reference;
  }

  /** The networks in the order of the plan. */
  public List<Group> groups() {
    return groups;
  }

  private static NetworkShape reference(List<MeasuredNetwork> networks) {
    List<NetworkShape> shapes = networks.stream().map(MeasuredNetwork::shape).toList();
    NetworkShape first = shapes.get(0);
    NetworkShape paper = NetworkShape.ofPaper();
    return shapes.stream()
        .filter(paper::equals)
        .findFirst()
        .or(() -> shapes.stream().filter(s -> s.architecture() == Architecture.IICNET).findFirst())
        .orElse(first);
  }

  private static Entry entry(
      MeasuredNetwork network, NetworkShape reference, List<MeasuredNetwork> references) {
    LabelledPredictions predictions = network.predictions();
    Estimate accuracy = Estimate.of(predictions.confusion().accuracy());
    Optional<PairedComparison> paired =
        references.stream()
            .filter(one -> one.seed() == network.seed() && !network.shape().equals(reference))
            .findFirst()
            .map(one -> paired(network, one));
    return new Entry(network, accuracy, paired);
  }

  private static Group group(
      NetworkShape shape,
      List<Entry> entries,
      NetworkShape reference,
      List<MeasuredNetwork> references) {
    double[] accuracies = entries.stream().mapToDouble(e -> e.accuracy().value()).toArray();
    double mean = Arrays.stream(accuracies).average().orElseThrow();
    int sources = entries.get(0).network().truth().length;
    Proportion share = new Proportion(Math.round(mean * sources), sources);
    return new Group(
        shape,
        List.copyOf(entries),
        new Estimate(mean, share.low(), share.high()),
        Arrays.stream(accuracies).min().orElseThrow(),
        Arrays.stream(accuracies).max().orElseThrow(),
        shape.equals(reference) ? Optional.empty() : Optional.of(difference(entries, references)));
  }

  private static PairedComparison paired(MeasuredNetwork network, MeasuredNetwork other) {
    int[] common = common(network, other);
    return PairedComparison.of(network.right(common), other.right(common));
  }

  /** On the test cutouts that the network and the reference both have, the same for all seeds. */
  private static Estimate difference(List<Entry> entries, List<MeasuredNetwork> references) {
    int[] common = common(entries.get(0).network(), references.get(0));
    List<boolean[]> own = entries.stream().map(entry -> entry.network().right(common)).toList();
    List<boolean[]> others = references.stream().map(one -> one.right(common)).toList();
    return MeanDifference.of(own, others);
  }

  private static int[] common(MeasuredNetwork network, MeasuredNetwork other) {
    return Arrays.stream(network.places())
        .filter(place -> Arrays.binarySearch(other.places(), place) >= 0)
        .toArray();
  }
}
