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
 * A standalone cluster, which accepts an application that asks for more GPUs than any worker lends
 * and then never starts an executor for it. The master is asked in Spark's own protocol what its
 * workers have; where it does not answer, Spark is left to wait.
 */
public final class StandaloneMaster {

  private static final String SCHEME = "spark://";
  private static final String ENDPOINT = "Master";

  private StandaloneMaster() {}

  /** Throws the UserError where no worker has the GPUs that an executor asks for. */
  public static void requireGpus(SparkContext spark) {
    SparkConf conf = spark.conf();
    if (!spark.master().startsWith(SCHEME) || !GpuSettings.askedByExecutors(conf)) {
      return;
    }
    int asked = conf.getInt(GpuSettings.OF_EXECUTORS, 0);
    for (String address : spark.master().substring(SCHEME.length()).split(",", -1)) {
      OptionalInt assigned = mostGpus(spark.env().rpcEnv(), SCHEME + address);
      if (assigned.isPresent() && assigned.getAsInt() < asked) {
        throw new UserError(
            String.format(
                "Cannot use %s=%d on %s: the most GPUs that a worker there lends are %d, and Spark"
                    + " would wait for ever; start the workers with their GPUs, see"
                    + " conf/spark-standalone-gpu.conf, or leave the setting out",
                GpuSettings.OF_EXECUTORS, asked, spark.master(), assigned.getAsInt()));
      }
    }
  }

  /** The GPUs of the worker that has most; empty of a master in reserve, or without workers yet. */
  private static OptionalInt mostGpus(RpcEnv environment, String master) {
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
