package allsky.spark.runtime;

import allsky.UserError;
import java.util.Arrays;
import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.DeployMessages.MasterStateResponse;
import org.apache.spark.deploy.DeployMessages.RequestMasterState$;
import org.apache.spark.deploy.master.WorkerInfo;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;
import scala.reflect.ClassTag$;

/**
 * Checks the GPUs of a standalone cluster. The cluster accepts an application that requests more
 * GPUs than any worker has, and then never starts an executor. Spark's own protocol gives the
 * resources of the workers; if the master does not answer, there is no check.
 */
public final class StandaloneMaster {

  private static final String SCHEME = "spark://";
  private static final String ENDPOINT = "Master";

  private StandaloneMaster() {}

  /** Throws the UserError if no worker has the GPUs that an executor requests. */
  public static void requireGpus(SparkContext spark) {
    SparkConf conf = spark.conf();
    if (!spark.master().startsWith(SCHEME) || !GpuSettings.askedByExecutors(conf)) {
      return;
    }
    int asked = conf.getInt(GpuSettings.OF_EXECUTORS, 0);
    for (String address : spark.master().substring(SCHEME.length()).split(",", -1)) {
      OptionalInt assigned = maxGpus(spark.env().rpcEnv(), SCHEME + address);
      if (assigned.isPresent() && assigned.getAsInt() < asked) {
        throw new UserError(
            String.format(
                "Cannot use %s=%d on %s: no worker has more than %d GPUs, so Spark would wait"
                    + " forever; start the workers with their GPUs (see"
                    + " conf/spark-standalone-gpu.conf), or remove the setting",
                GpuSettings.OF_EXECUTORS, asked, spark.master(), assigned.getAsInt()));
      }
    }
  }

  /**
   * The largest number of GPUs of a worker; empty for a standby master, or if there are no workers
   * yet.
   */
  private static OptionalInt maxGpus(RpcEnv environment, String master) {
    try {
      MasterStateResponse state =
          environment
              .setupEndpointRef(RpcAddress.fromSparkURL(master), ENDPOINT)
              .askSync(
                  RequestMasterState$.MODULE$, ClassTag$.MODULE$.apply(MasterStateResponse.class));
      return Arrays.stream(state.workers())
          .filter(WorkerInfo::isAlive)
          .mapToInt(StandaloneMaster::gpus)
          .max();
    } catch (RuntimeException | LinkageError e) {
      return OptionalInt.empty();
    }
  }

  private static int gpus(WorkerInfo worker) {
    Option<ResourceInformation> gpus = worker.resourcesInfo().get(GpuSettings.GPU);
    return gpus.isEmpty() ? 0 : gpus.get().addresses().length;
  }
}
