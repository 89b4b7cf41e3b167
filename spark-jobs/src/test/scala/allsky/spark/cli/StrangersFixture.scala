package allsky.spark.cli

import allsky.cutout.CutoutShape
import allsky.spark.LocalSpark
import allsky.spark.table.cutout.{CutoutTable, CutoutTensor, TensorFormat}
import allsky.survey.Band
import allsky.survey.SourceClass
import java.nio.file.{Files, Path}
import java.util.SplittableRandom

import scala.collection.JavaConverters._

import org.apache.spark.sql.Row
import org.apache.spark.sql.types._

/** Cutouts of three classes that are easy to tell apart, and of strangers among them. */
trait StrangersFixture {

  protected lazy val spark = LocalSpark.session

  protected val folder = Files.createTempDirectory("allsky-far")
  protected val bands = Seq(Band.W1, Band.W2, Band.W3)
  protected val shape = new CutoutShape(bands.asJava, 50)
  protected val classes = SourceClass.values().map(_.name).toSeq
  protected val quantile = 0.9

  /** Sources by split: their number and first key. */
  protected val ordinary = Seq(("train", 450, 0), ("validation", 199, 1000), ("test", 400, 2000))
  protected val ordinaryKeys: Seq[Long] = 2000L until 2400L

  /** What the network never saw, by first key. */
  protected val strangers = Seq("blank sky" -> 3000, "cross" -> 4000, "giant galaxy" -> 5000)
  protected val strangersOfAKind = 40

  /** Peaks in each band over the noise, and the width in pixels. */
  protected val looks = Map(
    "STAR" -> (Seq(1.0, 0.5, 0.15), 2.0),
    "GALAXY" -> (Seq(0.9, 0.8, 1.4), 3.0),
    "QSO" -> (Seq(0.6, 1.0, 0.8), 2.0)
  )

  protected def image(noise: SplittableRandom)(light: (Int, Double, Double) => Double)
      : Array[Float] =
    bands.toArray.flatMap { band =>
      val half = shape.window / 2
      for (y <- -half to half; x <- -half to half)
        yield (band.referenceSigmaDn * (light(band.ordinal, x, y) + noise.nextGaussian())).toFloat
    }

  protected def round(peak: Double, width: Double)(x: Double, y: Double): Double =
    peak * math.exp(-(x * x + y * y) / (2 * width * width))

  protected def source(key: Long, label: String): Array[Float] = {
    val random = new SplittableRandom(key)
    val (colours, width) = looks(label)
    val peak = 30 * math.pow(10, 1.5 * random.nextDouble())
    image(random)((band, x, y) => round(peak * colours(band), width)(x, y))
  }

  protected def stranger(kind: String, key: Long): Array[Float] = {
    val random = new SplittableRandom(key)
    kind match {
      case "blank sky" => image(random)((_, _, _) => 0)
      case "cross" =>
        image(random) { (_, x, y) =>
          round(1e5, 2)(x, y) + (if (math.min(math.abs(x), math.abs(y)) < 2) 2e4 else 0)
        }
      case "giant galaxy" =>
        val peak = 300 * (1 + random.nextDouble())
        image(random)((band, x, y) => round(peak * looks("GALAXY")._1(band), 12)(x, y))
    }
  }

  protected def write(path: Path): Unit = {
    val carried = StructField("cntr", LongType) +:
      Seq("label", "split").map(StructField(_, StringType))
    def row(key: Long, label: String, split: String, pixels: Array[Float]): Row =
      Row.fromSeq(
        Seq(key, label, split, 10.0, 5.0, "0000p000_ac51", TensorFormat.bytes(pixels), 0f, 0f) ++
          Seq.fill(6)(1f) ++ Seq(0, 0, "OK")
      )
    val known = ordinary.flatMap { case (split, count, first) =>
      (0 until count).map { i =>
        val label = classes(i % 3)
        row(first + i, label, split, source(first + i, label))
      }
    }
    val unknown = strangers.flatMap { case (kind, first) =>
      (0 until strangersOfAKind).map(i => row(first + i, null, null, stranger(kind, first + i)))
    }
    val tensor = new CutoutTensor(shape, TensorFormat.BINARY, false, false)
    spark
      .createDataFrame((known ++ unknown).asJava, CutoutTable.schema(carried.asJava, tensor))
      .write
      .parquet(path.toString)
  }
}
