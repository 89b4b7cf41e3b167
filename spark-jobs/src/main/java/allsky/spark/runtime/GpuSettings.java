package allsky.spark.runtime;

import org.apache.spark.SparkConf;

/** What Spark's settings say of GPUs: whether executors ask for them, and lend them to tasks. */
public final class GpuSettings {

  /** How Spark names the resource. */
  public static final String GPU = "gpu";

  /** The setting with how many GPUs an executor asks for. */
  public static final String OF_EXECUTORS = "spark.executor.resource.gpu.amount";

  /** The setting with how many of them a task is lent. */
  public static final String OF_TASKS = "spark.task.resource.gpu.amount";

  private GpuSettings() {}

  /** True where the master is Spark's local mode, which lends none. */
  public static boolean isLocal(SparkConf conf) {
    String master = conf.get("spark.master", "");
    return master.equals("local") || master.startsWith("local[");
  }

  /** True where tasks are lent GPUs. */
  public static boolean assignedToTasks(SparkConf conf) {
    return conf.contains(OF_TASKS);
  }

  /** True where executors ask for GPUs. */
  public static boolean askedByExecutors(SparkConf conf) {
    return conf.contains(OF_EXECUTORS);
  }
}
