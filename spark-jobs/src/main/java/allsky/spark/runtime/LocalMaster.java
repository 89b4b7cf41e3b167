package allsky.spark.runtime;

import allsky.UserError;
import java.util.Arrays;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * Spark's local mode, which cannot lend GPUs: it accepts a request for them and then never
 * schedules a task, without a message.
 */
public final class LocalMaster {

  private LocalMaster() {}

  /** Throws the UserError for a configuration that asks a local master for GPUs. */
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
            "Cannot use %s with the master %s, where Spark lends no GPU and would wait for ever;"
                + " leave the setting out, or name a cluster's master (bin/start-cluster starts one)",
            key, master));
  }
}
