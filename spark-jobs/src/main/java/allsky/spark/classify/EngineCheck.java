package allsky.spark.classify;

import allsky.UserError;
import java.util.Collections;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the model on the GPUs of the executors before any image is read. A problem is returned as
 * text, because Spark would repeat a task that throws an exception four times, and add a stack
 * trace.
 */
public final class EngineCheck {

  private static final String WORKS = "";

  private EngineCheck() {}

  /**
   * Checks with as many tasks as can run at once. On a CPU there is nothing to check.
   *
   * @throws UserError with the first problem that a task reports, and its host
   */
  public static void check(SparkSession spark, ClassificationSettings settings) {
    settings.engine().requireAssigned(spark.sparkContext().conf());
    if (!settings.engine().mayUseGpu(spark.sparkContext().conf())) {
      return;
    }
    int tasks = spark.sparkContext().defaultParallelism();
    Function<Integer, String> complaintOfTask = task -> complaint(settings);
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(Collections.nCopies(tasks, 0), tasks)
        .map(complaintOfTask)
        .filter(complaint -> !complaint.equals(WORKS))
        .collect()
        .stream()
        .findFirst()
        .ifPresent(
            complaint -> {
              throw new UserError(complaint);
            });
  }

  private static String complaint(ClassificationSettings settings) {
    try {
      ModelCache.of(settings, settings.engine().ofTask());
      return WORKS;
    } catch (UserError e) {
      return e.getMessage() + " (on " + SparkEnv.get().blockManager().blockManagerId().host() + ")";
    }
  }
}
