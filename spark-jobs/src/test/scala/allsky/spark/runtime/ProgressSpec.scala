package allsky.spark.runtime

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ProgressSpec extends AnyFlatSpec with Matchers {

  "A progress line" should "tell count, rate and time left" in {
    Progress.line("classify-allsky", "sources", 12000, 27000, 20.0) shouldBe
      "classify-allsky: 12,000 of 27,000 sources (44 %), 600/s, 20 s, 25 s left"
  }

  it should "leave the time left away where the total is unknown" in {
    Progress.line(
      "fetch-tiles",
      "tiles",
      30,
      0,
      600.0
    ) shouldBe "fetch-tiles: 30 tiles, 0/s, 10 min"
  }

  it should "tell the tasks of work that Spark does as a whole, and between stages the time alone" in {
    Progress.line(
      "classify-allsky",
      "parting the sources",
      new TasksUnderWay(31, 1096),
      12.3
    ) shouldBe
      "classify-allsky: parting the sources, 31 of 1,096 tasks, 12 s"
    Progress.line("classify-allsky", "parting the sources", new TasksUnderWay(0, 0), 12.3) shouldBe
      "classify-allsky: parting the sources, 12 s"
  }
}
