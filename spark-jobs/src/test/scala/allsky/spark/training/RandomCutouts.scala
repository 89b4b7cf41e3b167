package allsky.spark.training

import allsky.cutout.CutoutShape
import allsky.spark.LocalSpark
import allsky.spark.table.cutout.{CutoutTable, CutoutTensor, TensorFormat}
import allsky.survey.{Band, SourceClass}

import scala.collection.JavaConverters._
import scala.util.Random

import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.types.{DoubleType, LongType, StringType, StructField}

/**
 * Labelled cutouts of random pixels; the class is the key modulo three. They have magnitudes; one
 * source in four is not measured in W3.
 */
object RandomCutouts {

  private val carried =
    Seq(
      StructField("cntr", LongType),
      StructField("label", StringType),
      StructField("split", StringType)
    ) ++ Seq("w1mpro", "w2mpro", "w3mpro", "w1sigmpro", "w2sigmpro", "w3sigmpro")
      .map(StructField(_, DoubleType))

  /** A table with a row for each split that is given, with keys from 0. */
  def table(bands: Seq[Band], splits: Seq[String], seed: Int = 0): DataFrame = {
    val shape = new CutoutShape(bands.asJava, 50)
    val rows = splits.zipWithIndex.map { case (split, key) =>
      val random = new Random(1000 * seed + key)
      val pixels = Array.fill(shape.pixelCount)(20 * random.nextFloat() - 5)
      Row.fromSeq(
        Seq(key.toLong, SourceClass.values()(key % 3).name, split) ++
          Seq(14 + random.nextDouble(), 14.0, 12.0, 0.03, 0.04, if (key % 4 == 3) null else 0.2) ++
          Seq(10.0, 5.0, "0000p000_ac51", TensorFormat.bytes(pixels), 0f, 0f) ++
          Seq.fill(2 * shape.bands.size)(1f) ++ Seq(0, 0, "OK")
      )
    }
    val tensor = new CutoutTensor(shape, TensorFormat.BINARY, false, false)
    LocalSpark.session.createDataFrame(rows.asJava, CutoutTable.schema(carried.asJava, tensor))
  }
}
