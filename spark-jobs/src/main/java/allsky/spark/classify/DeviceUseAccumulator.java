package allsky.spark.classify;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.AccumulatorV2;

/**
 * A Spark accumulator of the cutouts that each device of the cluster classified. Spark reads the
 * accumulator of a running task from another thread.
 */
public final class DeviceUseAccumulator extends AccumulatorV2<DeviceUse, List<DeviceUse>> {

  private static final long serialVersionUID = 1L;

  private static final Comparator<DeviceUse> ORDER =
      Comparator.comparing(DeviceUse::host)
          .thenComparing(DeviceUse::device)
          .thenComparing(DeviceUse::executor);

  /** The number of cutouts by device; the key is a use with 0 cutouts. */
  private final Map<DeviceUse, Long> cutouts = new ConcurrentHashMap<>();

  /** An accumulator for one job. */
  public static DeviceUseAccumulator of(SparkSession spark) {
    DeviceUseAccumulator tally = new DeviceUseAccumulator();
    spark.sparkContext().register(tally, "devices");
    return tally;
  }

  /** The sums of uses, one for each device. */
  static List<DeviceUse> sum(List<DeviceUse> uses) {
    DeviceUseAccumulator tally = new DeviceUseAccumulator();
    uses.forEach(tally::add);
    return tally.value();
  }

  /** On the driver: the uses since the last call. */
  public List<DeviceUse> taken() {
    List<DeviceUse> uses = value();
    reset();
    return uses;
  }

  /** On an executor: adds cutouts that the device of this task classified. */
  void classified(ResolvedEngine engine, long count) {
    SparkEnv env = SparkEnv.get();
    add(new DeviceUse(localHost(env), env.executorId(), engine.place(), count));
  }

  private static String localHost(SparkEnv env) {
    return env.blockManager().blockManagerId().host();
  }

  @Override
  public void add(DeviceUse use) {
    DeviceUse device = new DeviceUse(use.host(), use.executor(), use.device(), 0);
    cutouts.merge(device, use.cutouts(), Long::sum);
  }

  @Override
  public void merge(AccumulatorV2<DeviceUse, List<DeviceUse>> other) {
    other.value().forEach(this::add);
  }

  @Override
  public boolean isZero() {
    // Null while a task deserialises it: Spark has shown it to the heartbeats by then.
    return cutouts == null || cutouts.isEmpty();
  }

  @Override
  public void reset() {
    cutouts.clear();
  }

  @Override
  public DeviceUseAccumulator copy() {
    DeviceUseAccumulator copy = new DeviceUseAccumulator();
    value().forEach(copy::add);
    return copy;
  }

  /** The devices in the order of their hosts and names. */
  @Override
  public List<DeviceUse> value() {
    return cutouts.entrySet().stream()
        .map(
            entry -> {
              DeviceUse device = entry.getKey();
              return new DeviceUse(
                  device.host(), device.executor(), device.device(), entry.getValue());
            })
        .sorted(ORDER)
        .toList();
  }
}
