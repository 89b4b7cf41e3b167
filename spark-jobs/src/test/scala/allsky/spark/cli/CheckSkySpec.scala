package allsky.spark.cli

import java.nio.file.Files

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CheckSkySpec extends AnyFlatSpec with Matchers {

  private def refusal(table: String, more: String*): String = {
    val file = Files.writeString(Files.createTempDirectory("check-sky").resolve("t.csv"), table)
    val outcome = CommandLine.allsky(Seq("check-sky", "--sources", s"$file") ++ more: _*)
    outcome.exitCode shouldBe 1
    outcome.err.linesIterator.filterNot(_.contains("done in")).toSeq.last
  }

  "check-sky" should "name the columns that a table lacks" in {
    refusal("ra,dec,w1mpro,w2mpro,w3mpro,w4mpro,w1snr,w2snr,w3snr\n1,2,3,4,5,6,7,8,9\n") should
      endWith("Cannot measure the table of --sources: it has no column w4snr, label")
  }

  it should "refuse a table without one of the classes" in {
    val table = "class,w1mpro,w2mpro,w3mpro,w4mpro,w1snr,w2snr,w3snr,w4snr\nSTAR,3,4,5,6,7,8,9,9\n"
    refusal(table, "--label-column", "class") should endWith(
      "it needs rows of STAR, GALAXY and QSO; it has STAR"
    )
  }
}
