package allsky.spark.fault

import org.apache.hadoop.fs.Path
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ColonInNameSpec extends AnyFlatSpec with Matchers {

  private def reason(name: String): String =
    ColonInName.reason(the[IllegalArgumentException] thrownBy new Path(name)).orElse("")

  "A name with a colon" should "be told from what Hadoop says of it" in {
    for (name <- Seq("2024-01-01T12:00:00.csv", "12:00.csv", "a:b.fits", ":a", "x:y/z.csv"))
      reason(name) shouldBe s"the name $name has a colon, which Hadoop cannot read; rename the" +
        s" file."
  }

  it should "be the file's, not that of its checksum" in {
    reason(".12:00.csv.crc") should startWith("the name 12:00.csv has")
  }

  it should "be found below what Spark makes of the failure" in {
    val cause = the[IllegalArgumentException] thrownBy new Path("a:b.fits")
    MachineFault.line(new RuntimeException("Job aborted", cause), "out").get shouldBe
      "Cannot read a file or folder: the name a:b.fits has a colon, which Hadoop cannot read;" +
      " rename the file."
  }

  "Another failure" should "not be taken for it" in {
    ColonInName.reason(new IllegalArgumentException("Relative path")).isPresent shouldBe false
  }
}
