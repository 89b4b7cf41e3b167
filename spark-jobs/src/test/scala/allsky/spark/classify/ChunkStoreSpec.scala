package allsky.spark.classify

import allsky.calibration.OutlierRule
import allsky.spark.LocalSpark
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import allsky.spark.table.TableLayout
import allsky.spark.table.prediction.PredictedColumns
import allsky.spark.table.prediction.PredictionTable
import allsky.survey.SourceClass
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import org.apache.hadoop.conf.Configuration
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.types.{LongType, StructField}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ChunkStoreSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val identity = RunIdentity.starting("classify-allsky", java.util.Map.of())
  private val plan = ChunkPlan.ofCounts(
    java.util.Map.of(0, 40L, 1, 40L, -1, 3L),
    java.util.List.of("tile 0", "tile 1"),
    "digest",
    45
  )
  private val record = new ChunkRecord(java.util.List.of(), java.util.List.of())

  private val predicted =
    new PredictedColumns(SourceClass.values.toList.asJava, OutlierRule.NONE, false)

  private def rows(keys: Range): DataFrame = {
    val schema =
      PredictionTable.schema(Seq(StructField("cntr", LongType)).asJava, predicted)
    val made = keys.map { key =>
      val (ra, status) = if (key % 40 == 7) (Double.NaN, "BAD_POSITION") else (key * 4.0, "NO_TILE")
      val carried = Array[AnyRef](Long.box(key.toLong))
      Row.fromSeq(PredictionTable.unclassified(carried, ra, 1.0, null, status, 0, predicted).toSeq)
    }
    spark.createDataFrame(made.asJava, schema)
  }

  private def begun(): OutputFolder = {
    val path = Files.createTempDirectory("predictions").resolve("predictions [1]{a}*")
    val folder = OutputFolder.at(path.toString, new Configuration())
    folder.startAfresh(identity, false)
    folder
  }

  private def opened(folder: OutputFolder, layout: TableLayout = TableLayout.HATS): ChunkStore =
    new ChunkStore(spark, folder, identity, layout)

  private def stage(folder: OutputFolder, layout: TableLayout): Unit = {
    val store = opened(folder, layout)
    for ((chunk, keys) <- plan.chunks.asScala.zip(Seq(0 until 43, 43 until 83))) {
      store.write(chunk, rows(keys))
      store.commit(chunk, record)
    }
    store.left(plan).asScala shouldBe empty
  }

  private def staged(layout: TableLayout = TableLayout.HATS): OutputFolder = {
    val folder = begun()
    stage(folder, layout)
    folder
  }

  private def keys(folder: OutputFolder, layout: TableLayout = TableLayout.HATS): Seq[Long] =
    opened(folder, layout).rows.select("cntr").as[Long].collect().sorted.toSeq

  private def exists(folder: OutputFolder, name: String): Boolean =
    Files.exists(Path.of(folder.given(), name))

  "Chunks" should "become a HATS catalog of all their rows, and be removed" in {
    val folder = staged()
    opened(folder).isGathered shouldBe false
    opened(folder).gather(20).get should startWith("HATS catalog of 81 rows in ")
    keys(folder) shouldBe (0L until 83L)
    opened(folder).finish("{}")
    folder.isComplete shouldBe true
    Seq("_waves", "_catalog").foreach(exists(folder, _) shouldBe false)
  }

  it should "be sorted again where a run was killed while it sorted" in {
    val folder = staged()
    opened(folder).gather(5)
    // As it is when the last of the files is there and nothing says so yet.
    Files.delete(Path.of(folder.given(), "_catalog/_SUCCESS"))
    opened(folder).isGathered shouldBe false
    opened(folder).gather(20).isPresent shouldBe true
    keys(folder) shouldBe (0L until 83L)
  }

  it should "not be asked for again where a run was killed while it removed them" in {
    val folder = staged()
    opened(folder).gather(20)
    folder.delete("_waves/wave=00000")
    opened(folder).isGathered shouldBe true
    opened(folder).gather(20).isPresent shouldBe false
    opened(folder).finish("{}")
    exists(folder, "_waves") shouldBe false
    keys(folder) shouldBe (0L until 83L)
  }

  it should "be the table themselves in the plain layout" in {
    val folder = staged(TableLayout.PLAIN)
    opened(folder, TableLayout.PLAIN).gather(20).isPresent shouldBe false
    keys(folder, TableLayout.PLAIN) shouldBe (0L until 83L)
    exists(folder, "wave=00001") shouldBe true
    exists(folder, "dataset") shouldBe false
  }

  private def summary(folder: OutputFolder): String =
    Files.readString(Path.of(folder.given(), "_summary.json"))

  "The summary" should "be kept if an earlier run wrote it for the gathered table" in {
    val folder = staged()
    opened(folder).gather(20)
    folder.write("_summary.json", "earlier")
    opened(folder).finish("later")
    summary(folder) shouldBe "earlier"
  }

  it should "be replaced if the chunks are the table" in {
    val folder = staged(TableLayout.PLAIN)
    folder.write("_summary.json", "earlier")
    opened(folder, TableLayout.PLAIN).finish("later")
    summary(folder) shouldBe "later"
  }

  "A chunk" should "not be committed if rows are missing" in {
    val store = opened(begun(), TableLayout.PLAIN)
    store.write(plan.chunks.get(1), rows(43 until 82))
    the[IllegalStateException] thrownBy store.commit(plan.chunks.get(1), record) should have message
      "wave=00001 has 39 rows for 40 sources: its input has changed"
    store.left(plan) should have size 2
  }
}
