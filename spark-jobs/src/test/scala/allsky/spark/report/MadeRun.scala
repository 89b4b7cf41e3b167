package allsky.spark.report

import allsky.calibration.OutlierRule
import allsky.cutout.CutoutShape
import allsky.spark.LocalSpark
import allsky.survey.Band
import allsky.survey.SourceClass
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.util.Random

import allsky.spark.table.MatchTable
import allsky.spark.table.cutout.{CutoutTable, CutoutTensor, TensorFormat}
import allsky.spark.table.prediction.{PredictedColumns, PredictionTable}
import org.apache.spark.sql.Row
import org.apache.spark.sql.types._

/**
 * A run with answers known by hand. Of each class every fifth labelled source is in the test split;
 * of those, the network takes one in five for the next class (STAR for GALAXY, GALAXY for QSO, QSO
 * for STAR). One star in five of the test split has the colours of a galaxy, and one in fifteen of
 * the train split. Half as many sources again have no label; ten of them have no tile.
 *
 * @param labelled matches, a multiple of 75
 */
class MadeRun(labelled: Int) {

  val folder: Path = Files.createTempDirectory("allsky-run")
  private val sources: Int = labelled + labelled / 2

  private val magnitudes = Seq("w1mpro", "w2mpro", "w3mpro")
  private val random = new Random(7)
  private val tiles =
    Seq(("1497p015_ac51", 149.7, 1.5), ("2010p287_ac51", 201.0, 28.8), ("0000m016_ac51", 0.0, -1.5))
  private val shape =
    new CutoutShape(java.util.List.of(Band.W1, Band.W2, Band.W3), 50.0)

  def path(name: String): String = folder.resolve(name).toString

  def writeAll(): MadeRun = {
    writeSky(simulated = true)
    writeMatches()
    writeCutouts()
    writePredictions()
    writeHistory()
    this
  }

  /** The catalog lacks the apertures that the support vector machine needs, which takes long. */
  def writeSky(simulated: Boolean): Unit = {
    val job = if (simulated) "simulate-sky" else "fetch-catalog"
    Files.createDirectories(folder.resolve("sky"))
    Files.writeString(
      folder.resolve("sky/_run.json"),
      s"""{"job":"$job","version":"test","started":"2026-01-01T00:00:00Z","options":{"seed":"7"}}"""
    )
    val columns = Seq("w1mpro", "w2mpro", "w3mpro", "w1snr", "w3snr")
    val schema = StructType(
      Seq(
        StructField("cntr", LongType),
        StructField("ra", DoubleType),
        StructField("dec", DoubleType)
      ) ++
        Seq(StructField("coadd_id", StringType)) ++ columns.map(StructField(_, DoubleType))
    )
    write(
      "sky/allwise",
      schema,
      all.map { s =>
        Row.fromSeq(Seq(
          s.key,
          s.ra,
          s.dec,
          s.tile,
          s.w1,
          s.w1 - s.w1w2,
          s.w1 - s.w1w2 - s.w2w3,
          30.0,
          if (s.key % 7 == 0 && !s.oddStar) 1.0 else 12.0
        ))
      }
    )
  }

  def writeMatches(): Unit = {
    val schema = StructType(
      Seq(
        StructField("cntr", LongType),
        StructField(MatchTable.LABEL, StringType),
        StructField(MatchTable.SPLIT, StringType),
        StructField("w4snr", DoubleType)
      )
    )
    val ratios = Seq(2.5, 20000.0, Double.NaN, -1.0)
    write(
      "matches",
      schema,
      withLabel.zipWithIndex.map { case (s, i) =>
        Row(s.key, s.trueClass.name, s.split, ratios(i % ratios.size))
      }
    )
  }

  def writeCutouts(simulated: Boolean = true): Unit = {
    val carried = java.util.List.of(
      StructField("cntr", LongType),
      StructField(CutoutTable.LABEL, StringType),
      StructField(CutoutTable.SPLIT, StringType),
      StructField("w1mpro", DoubleType)
    )
    val rows = withLabel.map { s =>
      val pixels = TensorFormat.bytes(image(s))
      Row.fromSeq(
        Seq(s.key, s.trueClass.name, s.split, s.w1, s.ra, s.dec, s.tile, pixels, 0f, 0f) ++
          Seq.fill(6)(1f) ++ Seq(0, 0, "OK")
      )
    }
    write(
      "cutouts",
      CutoutTable.schema(carried, new CutoutTensor(shape, TensorFormat.BINARY, false, simulated)),
      rows
    )
  }

  /**
   * The predictions.
   *
   * @param swapped
   *   number of the first sources that are predicted as the next class
   */
  def writePredictions(swapped: Int = 0): Unit = {
    val carried =
      (StructField("cntr", LongType) +: magnitudes.map(StructField(_, DoubleType))).asJava
    val schema = PredictionTable.schema(
      carried,
      new PredictedColumns(SourceClass.values.toList.asJava, OutlierRule.NONE, false)
    )
    write(
      "predictions",
      schema,
      all.zipWithIndex.map { case (source, i) => prediction(source, i < swapped) }
    )
  }

  def writeHistory(): Unit = {
    Files.createDirectories(folder.resolve("model"))
    val lines = (1 to 30).map { e =>
      val loss = 0.15 + 0.9 / e
      f"$e,1.0E-4,$loss%.6f,${1 - loss / 3}%.6f,${loss + 0.05 + 0.002 * e}%.6f,${0.95 - 0.4 / e}%.6f,900.0"
    }
    val head = "epoch,learning_rate,training_loss,training_accuracy,validation_loss," +
      "validation_accuracy,images_per_second"
    Files.writeString(folder.resolve("model/history.csv"), (head +: lines).mkString("\n"))
  }

  private case class Source(
      key: Long,
      trueClass: SourceClass,
      group: Int,
      tile: String,
      ra: Double,
      dec: Double,
      w1: Double
  ) {
    val isTest: Boolean = group % 5 == 4
    val split: String = if (isTest) "test" else if (group % 5 == 3) "validation" else "train"
    val predicted: SourceClass =
      if (group % 25 == 4) SourceClass.values()((trueClass.ordinal + 1) % 3) else trueClass
    val oddStar = trueClass == SourceClass.STAR && Set(5, 9)(group % 25)
    private val noise = new Random(key)
    val w1w2: Double = Seq(0.0, 0.35, 1.15)(trueClass.ordinal) + 0.09 * (2 * noise.nextDouble() - 1)
    val w2w3: Double =
      if (oddStar) 2.5
      else Seq(0.2, 3.2, 3.0)(trueClass.ordinal) + 0.6 * (2 * noise.nextDouble() - 1)
    val w123: Seq[Double] = Seq(w1, w1 - w1w2, w1 - w1w2 - w2w3)
    val confidence: Double =
      if (predicted != trueClass) 0.45 + 0.3 * noise.nextDouble()
      else 1 - 0.5 * math.pow(noise.nextDouble(), 4)
  }

  private lazy val all: Seq[Source] = (0 until sources).map { i =>
    val (tile, ra, dec) = tiles((random.nextDouble() * 3).toInt)
    Source(
      1000000L + i,
      SourceClass.values()(i % 3),
      i / 3,
      tile,
      ((ra + 1.4 * (random.nextDouble() - 0.5)) % 360 + 360) % 360,
      dec + 1.4 * (random.nextDouble() - 0.5),
      17.3 - 6 * math.pow(random.nextDouble(), 2)
    )
  }

  private lazy val withLabel: Seq[Source] = all.take(labelled)

  private def prediction(s: Source, swapped: Boolean): Row =
    if (s.key >= 1000000L + sources - 10) {
      val nothing = Seq.fill(16)(null)
      Row.fromSeq((s.key +: s.w123) ++ Seq(s.ra, s.dec) ++ nothing ++ Seq("NO_TILE", null, 0, 0L))
    } else {
      val rest = ((1 - s.confidence) / 2).toFloat
      val predicted =
        if (swapped) SourceClass.values()((s.predicted.ordinal + 1) % 3) else s.predicted
      val probabilities =
        SourceClass.values.map(c => if (c == predicted) s.confidence.toFloat else rest)
      val outlier = s.confidence < 0.55
      Row.fromSeq(
        (s.key +: s.w123) ++ Seq(s.ra, s.dec, s.tile, predicted.name) ++ probabilities ++
          Seq(
            s.confidence.toFloat,
            0.5f,
            0.3f,
            0.2f,
            0.5f,
            0.3f,
            0.2f,
            predicted.name,
            1f,
            outlier,
            if (outlier) "LOW_CONFIDENCE" else null,
            "OK",
            0,
            0,
            0L
          )
      )
    }

  /** A round source on noise, brighter in W3 for galaxies and in W2 for QSOs. */
  private def image(s: Source): Array[Float] = {
    val noise = new Random(s.key)
    val window = shape.window
    val width = if (s.trueClass == SourceClass.GALAXY) 4.2 else 2.6
    shape.bands.asScala.toArray.flatMap { band =>
      val magnitude = s.w123(band.ordinal)
      val flux = math.pow(10, 0.4 * (band.magnitudeZeroPoint - magnitude))
      for (y <- 0 until window; x <- 0 until window) yield {
        val r2 = math.pow(x - window / 2, 2) + math.pow(y - window / 2, 2)
        val peak = flux / (2 * math.Pi * width * width)
        (peak * math.exp(
          -r2 / (2 * width * width)
        ) + band.referenceSigmaDn * noise.nextGaussian()).toFloat
      }
    }
  }

  private def write(name: String, schema: StructType, rows: Seq[Row]): Unit =
    LocalSpark.session
      .createDataFrame(rows.asJava, schema)
      .coalesce(1)
      .write
      .parquet(path(name))
}
