package allsky.spark.table.prediction

import allsky.network.model.TrainingW1
import allsky.spark.LocalSpark
import allsky.survey.{Band, NetworkInputs, SourceClass}
import java.util.TreeMap

import scala.collection.JavaConverters._

import allsky.spark.table.prediction.SourceFlag._
import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SourceFactsSpec extends AnyFlatSpec with Matchers {

  import LocalSpark.session.implicits._

  private val bands = Seq(Band.W1, Band.W2, Band.W3).asJava
  private val counts = new TreeMap[java.lang.Double, java.util.SortedMap[SourceClass, Integer]]
  counts.put(8.0, new TreeMap)
  private val training = new TrainingW1(8, 16, 17, counts)
  private val facts = new SourceFacts(bands, training, NetworkInputs.IMAGES)

  private def flags(rows: DataFrame, by: SourceFacts = facts): Seq[Int] =
    by.addedTo(rows).select(SourceFacts.FLAGS).as[Int].collect().toSeq

  private def all(flags: SourceFlag*)(bit: SourceFlag => Int): Int = flags.map(bit).sum

  private val unknownOfCatalog = all(ARTEFACT, SATURATED, BLENDED, MOON)(_.unknown)

  "A source with all columns" should "have the bits that apply" in {
    val rows = Seq(
      ("quiet", 15.0, "0000", 0.0, 0.0, 0.0, 0.9, 1, "0000"),
      ("faint", 16.5, "0000", 0.0, 0.0, 0.0, 0.0, 1, "0000"),
      ("artefact", 15.0, "00d0", 0.0, 0.0, 0.0, 0.0, 1, "0000"),
      ("W4", 15.0, "000H", 0.0, 0.0, 0.0, 0.0, 1, "0009"),
      ("bright", 15.0, "0000", 0.0, 0.1, 0.0, 0.0, 1, "0000"),
      ("blend", 15.0, "0000", 0.0, 0.0, 0.0, 0.0, 2, "1000"),
      ("many", 18.0, "DDDD", 0.1, 0.0, 0.0, 0.0, 3, "0010")
    ).toDF("key", "w1mpro", "cc_flags", "w1sat", "w2sat", "w3sat", "w4sat", "nb", "moon_lev")
    flags(rows) shouldBe Seq(0, 2, 4, 0, 8, 16 + 32, 2 + 4 + 8 + 16 + 32)
  }

  "A column that the input lacks" should "make its bit unknown" in {
    flags(Seq((1, 15.0)).toDF("key", "w1mpro")) shouldBe Seq(unknownOfCatalog)
    flags(Seq(1).toDF("key")) shouldBe Seq(unknownOfCatalog + FAINTER_THAN_TRAINING.unknown)
  }

  "A value that the input lacks" should "make its bit unknown, unless another band has it set" in {
    val rows = Seq[(Option[Double], String, Option[Double], Option[Double], Option[Int])](
      (None, null, None, Some(0.0), None),
      (Some(-999.0), "", Some(0.2), None, Some(1))
    ).toDF("w1mpro", "cc_flags", "w1sat", "w2sat", "nb")
    val first = all(FAINTER_THAN_TRAINING, ARTEFACT, SATURATED, BLENDED, MOON)(_.unknown)
    val second =
      all(FAINTER_THAN_TRAINING, ARTEFACT, MOON)(_.unknown) + SATURATED.bit
    flags(rows) shouldBe Seq(first, second)
  }

  "Flags that were read as numbers" should "have the zeros at the left again" in {
    val rows = Seq((0, 100), (10, 1)).toDF("cc_flags", "moon_lev")
    flags(rows).map(_ & (ARTEFACT.bit | MOON.bit)) shouldBe Seq(MOON.bit, ARTEFACT.bit)
  }

  "A model without magnitudes" should "not tell what is fainter" in {
    val rows = Seq((1, 25.0)).toDF("key", "w1mpro")
    flags(rows, new SourceFacts(bands, null, NetworkInputs.IMAGES)).head & 0x202 shouldBe
      FAINTER_THAN_TRAINING.unknown
  }

  "A source without a measured W1" should "be marked for a network that also gets magnitudes" in {
    val photometry = new SourceFacts(bands, training, NetworkInputs.PHOTOMETRY)
    val rows = Seq[(Option[Double], Option[Double])](
      (Some(15.0), Some(0.1)),
      (Some(15.0), None),
      (None, None),
      (Some(99.0), Some(0.1))
    ).toDF("w1mpro", "w1sigmpro")
    flags(rows, photometry).map(_ & IMAGE_ONLY.bit) shouldBe Seq(0, 64, 64, 64)
    flags(rows.drop("w1sigmpro"), photometry).map(_ & IMAGE_ONLY.bit) shouldBe Seq.fill(4)(64)
    flags(rows).map(_ & IMAGE_ONLY.bit) shouldBe Seq.fill(4)(0)
  }

  "W1" should "be an upper limit too, but no placeholder" in {
    val rows = facts.addedTo(
      Seq[(Option[Float], Option[Float])]((Some(16f), None), (Some(99f), Some(0.1f)), (None, None))
        .toDF("W1MPRO", "w1sigmpro")
    )
    rows.collect().map(SourceFacts.w1).toSeq.map(w1 => if (w1.isNaN) None else Some(w1)) shouldBe
      Seq(Some(16.0), None, None)
  }

  "The meanings" should "name each bit" in {
    for (flag <- SourceFlag.values)
      SourceFlag.meanings should include regex s"(^|, )${flag.bit} "
    SourceFlag.values.map(_.bit).sum shouldBe 127
  }
}
