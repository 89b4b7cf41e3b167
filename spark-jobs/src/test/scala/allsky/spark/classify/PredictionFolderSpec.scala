package allsky.spark.classify

import allsky.calibration.OutlierRule
import allsky.spark.LocalSpark
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import allsky.spark.table.PredictedColumns
import allsky.spark.table.PredictionTable
import allsky.spark.table.TableFolder
import allsky.survey.SourceClass
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import allsky.spark.classify.PredictionFolder.Layout
import org.apache.hadoop.conf.Configuration
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.types.{LongType, StructField}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PredictionFolderSpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  private val identity = RunIdentity.starting("classify-allsky", java.util.Map.of())
  private val waves = Waves.plan(java.util.Map.of(0, 40L, 1, 40L, -1, 3L), 45)

  private val predicted =
    new PredictedColumns(SourceClass.values.toList.asJava, OutlierRule.NONE, false)

  private def rows(keys: Range): DataFrame = {
    val schema =
      PredictionTable.schema(Seq(StructField("cntr", LongType)).asJava, predicted)
    val made = keys.map { key =>
      val (ra, status) = if (key % 40 == 7) (Double.NaN, "BAD_POSITION") else (key * 4.0, "NO_TILE")
      val carried = Array[AnyRef](Long.box(key.toLong))
      Row.fromSeq(PredictionTable.unclassified(carried, ra, 1.0, null, status, predicted).toSeq)
    }
    spark.createDataFrame(made.asJava, schema)
  }

  private def begun(): OutputFolder = {
    val path = Files.createTempDirectory("predictions").resolve("predictions [1]{a}*")
    val folder = OutputFolder.at(path.toString, new Configuration())
    folder.startAfresh(identity, false)
    folder
  }

  private def opened(folder: OutputFolder, layout: Layout = Layout.HATS): PredictionFolder =
    PredictionFolder.of(folder, identity, layout)

  private def stage(folder: OutputFolder, layout: Layout): Unit = {
    val parts = opened(folder, layout).waves
    for ((wave, keys) <- Seq("wave=00000" -> (0 until 43), "wave=00001" -> (43 until 83))) {
      TableFolder.writePart(rows(keys), parts, wave, identity)
      parts.finish(wave)
    }
    new CommittedWaves(waves, parts).left.asScala shouldBe empty
  }

  private def staged(layout: Layout = Layout.HATS): OutputFolder = {
    val folder = begun()
    stage(folder, layout)
    folder
  }

  private def keys(folder: OutputFolder, layout: Layout = Layout.HATS): Seq[Long] =
    opened(folder, layout).rows(spark).select("cntr").as[Long].collect().sorted.toSeq

  private def exists(folder: OutputFolder, name: String): Boolean =
    Files.exists(Path.of(folder.given(), name))

  "Waves" should "become a HATS catalog of all their rows, and be removed" in {
    val folder = staged()
    opened(folder).isGathered shouldBe false
    opened(folder).gather(spark, 20).get should startWith("HATS catalog of 81 rows in ")
    keys(folder) shouldBe (0L until 83L)
    opened(folder).finish()
    folder.isComplete shouldBe true
    Seq("_waves", "_catalog").foreach(exists(folder, _) shouldBe false)
  }

  it should "be sorted again where a run was killed while it sorted" in {
    val folder = staged()
    opened(folder).gather(spark, 5)
    // As it is when the last of the files is there and nothing says so yet.
    Files.delete(Path.of(folder.given(), "_catalog/_SUCCESS"))
    opened(folder).isGathered shouldBe false
    opened(folder).gather(spark, 20).isPresent shouldBe true
    keys(folder) shouldBe (0L until 83L)
  }

  it should "not be asked for again where a run was killed while it removed them" in {
    val folder = staged()
    opened(folder).gather(spark, 20)
    folder.delete("_waves/wave=00000")
    opened(folder).isGathered shouldBe true
    opened(folder).gather(spark, 20).isPresent shouldBe false
    opened(folder).finish()
    exists(folder, "_waves") shouldBe false
    keys(folder) shouldBe (0L until 83L)
  }

  it should "be the table themselves in the plain layout" in {
    val folder = staged(Layout.PLAIN)
    opened(folder, Layout.PLAIN).gather(spark, 20).isPresent shouldBe false
    keys(folder, Layout.PLAIN) shouldBe (0L until 83L)
    exists(folder, "wave=00001") shouldBe true
    exists(folder, "dataset") shouldBe false
  }
}
