package allsky.spark.runtime;

import org.apache.spark.SparkContext;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import scala.Option;

/**
 * The tasks of all running stages.
 *
 * @param done number of finished tasks
 * @param all number of all tasks; 0 between two stages
 */
record TasksUnderWay(int done, int all) {

  static TasksUnderWay of(SparkContext spark) {
    SparkStatusTracker tracker = spark.statusTracker();
    int done = 0;
    int all = 0;
    for (int stage : tracker.getActiveStageIds()) {
      Option<SparkStageInfo> found = tracker.getStageInfo(stage);
      if (found.isDefined()) {
        done += found.get().numCompletedTasks();
        all += found.get().numTasks();
      }
    }
    return new TasksUnderWay(done, all);
  }
}
