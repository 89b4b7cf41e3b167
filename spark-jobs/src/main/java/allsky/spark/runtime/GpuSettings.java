package allsky.spark.runtime;

import org.apache.spark.SparkConf;

/**
 * Spark's settings for GPUs: whether executors request them, and whether they are assigned to
 * tasks.
 */
public final class GpuSettings {

  /** Spark's name of the resource. */
  public static final String GPU = "gpu";

  /** The setting for the number of GPUs that an executor requests. */
  public static final String OF_EXECUTORS = "spark.executor.resource.gpu.amount";

  /** The setting for the number of GPUs that are assigned to a task. */
  public static final String OF_TASKS = "spark.task.resource.gpu.amount";

  private GpuSettings() {}

  /** True if the master is Spark's local mode, which assigns no GPUs. */
  public static boolean isLocal(SparkConf conf) {
    String master = conf.get("spark.master", "");
    return master.equals("local") || master.startsWith("local[");
  }

  /** True if GPUs are assigned to tasks. */
  public static boolean assignedToTasks(SparkConf conf) {
    return conf.contains(OF_TASKS);
  }

  /** True if executors request GPUs. */
  public static boolean askedByExecutors(SparkConf conf) {
    return conf.contains(OF_EXECUTORS);
  }
}
