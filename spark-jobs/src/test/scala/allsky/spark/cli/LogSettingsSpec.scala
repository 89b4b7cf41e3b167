package allsky.spark.cli

import java.nio.file.{Files, Paths}
import java.util.Properties

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Which lines of Spark a user of bin/allsky does not see. */
class LogSettingsSpec extends AnyFlatSpec with Matchers {

  private lazy val hidden = {
    val settings = new Properties
    val in = Files.newBufferedReader(Paths.get(sys.props("allsky.home"), "conf/log4j2.properties"))
    try settings.load(in)
    finally in.close()
    settings.getProperty("appender.stderr.filter.noise.regex")
  }

  "The log" should "hide what Spark says of its own end" in {
    Seq(
      "Message RemoteProcessDisconnected(127.0.0.1:49794) dropped. Could not find BlockManagerEndpoint1.",
      "Exception thrown while getting metrics of a MetricsSystem that is not running",
      "Lost task 0.0 in stage 1.0 (TID 3) (localhost executor driver): java.io.IOException: x\n\tat y"
    ).filterNot(_.matches(hidden)) shouldBe empty
  }

  it should "show what a user must know" in {
    Seq(
      "Initial job has not accepted any resources; check your cluster UI",
      "Lost task 0.0 in stage 1.0 (TID 3) (10.0.0.7 executor 2): java.io.IOException: No space left",
      "Lost executor 2 on 10.0.0.7: worker lost",
      "Asked to remove non-existent executor 3; its message was dropped"
    ).filter(_.matches(hidden)) shouldBe empty
  }
}
