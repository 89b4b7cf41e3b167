package allsky.spark.report.run

import java.nio.file.Files

import allsky.spark.LocalSpark
import allsky.survey.SourceClass
import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TestSplitResultSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private def table(values: String, columns: String*): DataFrame =
    spark.sql(s"select * from values $values as t(${columns.mkString(", ")})")

  /** Predictions of four quasars of the test split, of which the last has no class. */
  private def result(converted: String*): TestSplitResult = {
    val run = Files.createTempDirectory("run")
    def write(name: String, rows: DataFrame): Unit =
      rows.write.parquet(run.resolve(name).toString)
    write(
      "matches",
      table(
        "(1, 'QSO', 'test'), (2, 'QSO', 'test'), (3, 'QSO', 'test'), (4, 'QSO', 'test')",
        "cntr",
        "label",
        "split"
      )
    )
    val columns = Seq("cntr", "class", "prob_star", "prob_galaxy", "prob_qso")
    val priors = Seq("prior_star", "prior_galaxy", "prior_qso") ++
      Seq("trained_star", "trained_galaxy", "trained_qso")
    val all = if (converted.head.count(_ == ',') > 4) columns ++ priors else columns
    write("predictions", table(converted.mkString(", "), all: _*))
    TestSplitResult.of(RunFolder.open(spark, "--run", run.toString)).get
  }

  private def found(result: TestSplitResult): Long =
    result.confusion.count(SourceClass.QSO, SourceClass.QSO)

  "Predictions for the sky's class fractions" should
    "be compared with labels for those of the training" in {
      val equal = "0.25D, 0.25D, 0.5D"
      val sky = "0.5D, 0.48D, 0.02D"
      val test = result(
        // 0.6 : 0.2 : 0.2 times 0.25/0.5 : 0.25/0.48 : 0.5/0.02 = 0.30 : 0.104 : 5
        s"(1, 'STAR', 0.6D, 0.2D, 0.2D, $sky, $equal)",
        s"(2, 'STAR', 0.999D, 0.001D, 0.0D, $sky, $equal)",
        // No priors: the probabilities are those of the training.
        "(3, 'QSO', 0.1D, 0.2D, 0.7D, null, null, null, null, null, null)",
        s"(4, null, null, null, null, $sky, $equal)"
      )
      found(test) shouldBe 2
      test.unclassified shouldBe 1
      test.confusion.total shouldBe 3
      val first = test.rows.where("cntr = 1").select("class", "prob_star", "prob_qso").head
      first.getString(0) shouldBe "QSO"
      first.getDouble(1) shouldBe 0.3 / (0.3 + 0.2 / 1.92 + 5) +- 1e-12
      first.getDouble(2) shouldBe 5 / (0.3 + 0.2 / 1.92 + 5) +- 1e-12
    }

  "Predictions of older versions" should "be compared as they are" in {
    val test = result(
      "(1, 'QSO', 0.1D, 0.2D, 0.7D)",
      "(2, 'STAR', 0.8D, 0.1D, 0.1D)",
      "(3, 'QSO', 0.2D, 0.2D, 0.6D)",
      "(4, null, null, null, null)"
    )
    found(test) shouldBe 2
    test.unclassified shouldBe 1
  }
}
