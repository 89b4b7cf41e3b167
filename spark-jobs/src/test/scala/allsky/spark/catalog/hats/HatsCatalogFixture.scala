package allsky.spark.catalog.hats

import allsky.calibration.OutlierRule
import allsky.spark.LocalSpark
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import allsky.spark.table.prediction.PredictedColumns
import allsky.spark.table.prediction.PredictionTable
import allsky.survey.SourceClass
import java.net.URI
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.util.Random

import org.apache.hadoop.conf.Configuration
import org.apache.parquet.hadoop.ParquetFileReader
import org.apache.parquet.hadoop.util.HadoopInputFile
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.functions.input_file_name
import org.apache.spark.sql.types.{LongType, MetadataBuilder, StructField}
import org.apache.spark.sql.types.DataTypes.DoubleType
import org.scalatest.matchers.should.Matchers

/** A HATS catalog of predictions, and what its files hold. */
trait HatsCatalogFixture extends Matchers {

  protected lazy val spark = LocalSpark.session
  import spark.implicits._

  protected val identity =
    RunIdentity.starting("classify-allsky", java.util.Map.of("sources", "allwise"))

  protected val maxRows = 300

  protected val carried = java.util.List.of(
    StructField("cntr", LongType),
    StructField("w1mpro", DoubleType, true, new MetadataBuilder().putString("unit", "mag").build()),
    StructField("w3mpro", DoubleType)
  )
  protected val predicted =
    new PredictedColumns(SourceClass.values.toList.asJava, OutlierRule.NONE, false)
  protected val schema = PredictionTable.schema(carried, predicted)

  /** Thin over the whole sky, crowded around a point beside right ascension 0, and three nowhere. */
  protected lazy val rows: Seq[Row] = {
    val random = new Random(11)
    val thin = Seq.fill(1500)(
      (random.nextDouble() * 360, math.toDegrees(math.asin(2 * random.nextDouble() - 1)))
    )
    val crowd = Seq.fill(2500)(
      ((360 + 3 * random.nextGaussian()) % 360, 20 + 3 * random.nextGaussian())
    )
    val nowhere = Seq((Double.NaN, 0.0), (10.0, 95.0), (0.0, Double.NaN))
    random.shuffle(thin ++ crowd ++ nowhere).zipWithIndex.map { case ((ra, dec), key) =>
      val status = if (dec.isNaN || ra.isNaN || dec > 90) "BAD_POSITION" else "NO_TILE"
      val values = PredictionTable.unclassified(
        Array[AnyRef](Long.box(key.toLong), Double.box(12.5), Double.box(9.0)),
        ra,
        dec,
        null,
        status,
        0,
        predicted
      )
      Row.fromSeq(values.toSeq)
    }
  }

  protected def table(rows: Seq[Row]): DataFrame =
    spark.createDataFrame(rows.asJava, schema).repartition(3)

  protected def emptyOutput(): OutputFolder = {
    val path = Files.createTempDirectory("hats").resolve("pre dictions")
    val folder = OutputFolder.at(path.toString, new Configuration())
    folder.startAfresh(identity, false)
    folder
  }

  protected lazy val output: OutputFolder = {
    val folder = emptyOutput()
    HatsCatalog.in(folder, identity).write(table(rows), maxRows)
    folder.finish()
    folder
  }
  protected lazy val path = Path.of(output.given())
  protected lazy val dataset = path.resolve("dataset")

  /** Path in the dataset, order, cell. */
  protected lazy val files: Seq[(String, Int, Long)] = {
    val Named = """Norder=(\d+)/Dir=(\d+)/Npix=(\d+)\.parquet""".r
    Files.walk(dataset).toArray.map(_.asInstanceOf[Path]).toSeq
      .filter(file => Files.isRegularFile(file) && !file.getFileName.toString.matches("[._].*"))
      .map(file => dataset.relativize(file).toString)
      .map { case name @ Named(order, directory, cell) =>
        directory.toLong shouldBe cell.toLong / 10000 * 10000
        (name, order.toInt, cell.toLong)
      }
  }

  protected def footer[T](file: Path)(read: ParquetFileReader => T): T = {
    val input =
      HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri), new Configuration())
    val reader = ParquetFileReader.open(input)
    try read(reader)
    finally reader.close()
  }

  /** Of each file, in its order. */
  protected lazy val rowsOf: Map[String, Seq[(Double, Double, Long)]] =
    spark.read
      .parquet(files.map(f => dataset.resolve(f._1).toString): _*)
      .select(input_file_name(), $"ra", $"dec", $"_healpix_29")
      .as[(String, Double, Double, Long)]
      .collect()
      .toSeq
      .groupBy { case (uri, _, _, _) =>
        dataset.toRealPath().relativize(Path.of(URI.create(uri)).toRealPath()).toString
      }
      .map { case (name, rows) => name -> rows.map(row => (row._2, row._3, row._4)) }
}
