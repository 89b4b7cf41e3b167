package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.{Files, Path}

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions._
import org.scalatest.Assertions
import org.scalatest.matchers.should.Matchers

/** The shining sky with magnitudes, and networks that get them. */
trait NetworkInputsFixture extends Assertions with Matchers {

  protected lazy val spark = LocalSpark.session

  protected val folder = Files.createTempDirectory("allsky-inputs")
  protected lazy val sky = new ShiningSky(folder)

  /** The source without a measured W1, and those without a measured W3. */
  protected val withoutW1 = 7L
  protected val withoutW3 = Set(11L, 12L)

  protected def withMagnitudes(rows: DataFrame): DataFrame = {
    val qso = col("cntr") % 3 === 2
    val star = col("cntr") % 3 === 0
    val limit = col("cntr").isin(withoutW3.toSeq: _*)
    rows
      .withColumn("w1mpro", when(col("cntr") =!= withoutW1, lit(15.0)))
      .withColumn("w2mpro", when(qso, 13.8).when(star, 15.0).otherwise(14.7))
      .withColumn("w3mpro", when(star, 14.5).otherwise(11.5))
      .withColumn("w1sigmpro", lit(0.03f))
      .withColumn("w2sigmpro", lit(0.05))
      .withColumn("w3sigmpro", when(!limit, lit(0.2)))
      .withColumn("w4mpro", lit(8.9))
      .withColumn("w4sigmpro", when(qso, lit(0.3)))
  }

  protected def write(name: String, rows: DataFrame): Path = {
    val path = folder.resolve(name)
    rows.write.parquet(path.toString)
    path
  }

  protected lazy val matches =
    write(
      "measured", {
        sky.cutouts
        withMagnitudes(spark.read.parquet(folder.resolve("matches").toString))
      }
    )

  protected lazy val catalog =
    write("catalog", withMagnitudes(spark.read.parquet(sky.sources.toString).drop("w1mpro")))

  protected def run(words: String*): Outcome = {
    val outcome = CommandLine.allsky(words: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome
  }

  protected def fromTiles(sources: Path): Seq[String] =
    Seq("--sources", s"$sources", "--tiles", s"${sky.tiles.path}")

  protected lazy val cutouts: Path = {
    val output = folder.resolve("measured cutouts")
    run(Seq("stack-cutouts", "--output", s"$output") ++ fromTiles(matches): _*)
    output
  }

  protected val few = Seq("--epochs", "1", "--input-side", "16")

  protected def model(inputs: String): Path = {
    val path = folder.resolve(inputs)
    val options = few ++ Seq("--inputs", inputs)
    val trained = sky.trainOn(cutouts, path, options: _*)
    withClue(trained.err)(trained.exitCode shouldBe 0)
    if (inputs != "photometry")
      trained.err should include regex "\\d train cutouts are left out: NO_MAGNITUDES"
    path
  }

  protected lazy val colours = model("colours")
  protected lazy val fusion = model("fusion")
  protected lazy val photometry = model("photometry")

  protected def classified(model: Path, output: String, input: Seq[String]): DataFrame = {
    val path = folder.resolve(output)
    val outcome = sky.classify(model, path, input: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    Predictions.in(path).cache()
  }

  protected def statuses(rows: DataFrame): Map[Long, String] =
    rows.collect().map(r => r.getAs[Long]("cntr") -> r.getAs[String]("status")).toMap

  protected def withoutMagnitudes(rows: DataFrame): Set[Long] =
    statuses(rows).filter(_._2 == "NO_MAGNITUDES").keySet

  protected def complaint(outcome: Outcome): String = {
    outcome.exitCode shouldBe 1
    outcome.err.linesIterator.toSeq.last
  }

  protected def untrained(cutouts: Path, options: String*): String =
    complaint(sky.trainOn(cutouts, folder.resolve("never"), few ++ options: _*))
}
