package allsky.spark.runtime;

import allsky.UserError;
import java.util.Arrays;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * Rejects GPU settings for Spark's local mode, which cannot assign GPUs: it accepts a request for
 * them, and then never schedules a task and prints no message.
 */
public final class LocalMaster {

  private LocalMaster() {}

  /** Throws the UserError for a configuration that requests GPUs from a local master. */
  public static void refuseGpus(SparkConf conf) {
    if (!GpuSettings.isLocal(conf)) {
      return;
    }
    Arrays.stream(conf.getAll())
        .map(Tuple2::_1)
        .filter(key -> key.matches("spark\\.(executor|task)\\.resource\\..+\\.amount"))
        .sorted()
        .findFirst()
        .ifPresent(key -> refuse(key, conf.get("spark.master")));
  }

  private static void refuse(String key, String master) {
    throw new UserError(
        String.format(
            "Cannot use %s with the master %s: a local master assigns no GPUs, so Spark would"
                + " wait forever; remove the setting, or use the master of a cluster"
                + " (bin/start-cluster starts one)",
            key, master));
  }
}
