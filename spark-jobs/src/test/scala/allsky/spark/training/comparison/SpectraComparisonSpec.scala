package allsky.spark.training.comparison

import allsky.UserError
import allsky.network.architecture.Architecture
import allsky.spark.training.{RandomCutouts, TrainingCutouts}
import allsky.spectrum.{SpectrumKey, SpectrumRecipe}
import allsky.survey.NetworkInputs
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.util.Random

import org.apache.spark.sql.functions._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Of the 27 cutouts, with keys from 0, the test cutouts 20 and 25 have no spectrum. */
class SpectraComparisonSpec extends AnyFlatSpec with Matchers with Comparisons {

  private val plate = 266
  private val mjd = 51630

  /** SDSS's number of the spectrum with the cutout's key as its fibre. */
  private val specObjId = expr(
    s"cast(shiftleft(${plate}L, 50) + shiftleft(cntr, 38) + shiftleft(${mjd - 50000}L, 24) as string)"
  )

  private lazy val withKeys = TrainingCutouts.of(
    cutouts.rows.withColumn("specobjid", when(col("cntr") =!= 20, specObjId)),
    "cutouts"
  )

  private def spectra(seed: Int): Map[SpectrumKey, Array[Float]] = {
    val random = new Random(seed)
    (0 until 27).filterNot(_ == 25).map { fiber =>
      new SpectrumKey(plate, mjd, fiber) ->
        Array.fill(SpectrumRecipe.CURRENT.length)(random.nextFloat())
    }.toMap
  }

  private def examples(spectra: Map[SpectrumKey, Array[Float]]): ComparedExamples =
    new ComparedExamples(withKeys, 1, spectra.asJava)

  private def planOf(inputs: NetworkInputs*): ComparisonPlan =
    ComparisonPlan.of(
      axes(Seq(Architecture.IICNET, Architecture.IICNET_LITE), Seq(16), Seq(5), Seq(bands), inputs),
      classes,
      1,
      1
    )

  private val path: Path = newFolder()

  private lazy val table: ComparisonTable = {
    val variants = planOf(NetworkInputs.IMAGES, NetworkInputs.SPECTRA).variants.asScala
    val smaller = new ComparisonPlan(Seq(variants.head, variants.last).asJava)
    step(path, _ => ()).run(examples(spectra(1)), smaller, images)
  }

  "A plan with spectra" should "have one network for them" in {
    planOf(NetworkInputs.IMAGES, NetworkInputs.SPECTRA).variants.asScala.map(_.folder) shouldBe Seq(
      "iicnet-16px-stem5-W1W2-seed1",
      "iicnet-lite-16px-stem5-W1W2-seed1",
      "spectra-seed1"
    )
  }

  "A comparison with spectra" should "test on the cutouts that have one" in {
    table.groups.asScala.map(_.first.truth.length) shouldBe Seq(9, 7)
    table.groups.get(1).first.places shouldBe Array(0, 1, 3, 4, 5, 6, 8)
    table.groups.get(1).first.truth shouldBe Array(18, 19, 21, 22, 23, 24, 26).map(_ % 3)
    table.groups.get(1).entries.get(0).paired.get.sources shouldBe 7
  }

  it should "leave a model for spectra, and cells of images empty" in {
    table
    Files.readString(path.resolve("spectra-seed1/model.json")) should include("\"SPECTRA\"")
    Files.readAllLines(path.resolve("networks.csv")).get(2) should
      startWith("spectra,spectra,,,,1,7,")
  }

  it should "not train finished networks again, nor accept other spectra" in {
    table
    val lines = scala.collection.mutable.Buffer[String]()
    step(path, lines += _).run(examples(spectra(1)), planOf(NetworkInputs.SPECTRA), images)
    lines.filter(_.startsWith("epoch ")) shouldBe empty
    the[UserError] thrownBy
      step(path, _ => ()).run(examples(spectra(2)), planOf(NetworkInputs.SPECTRA), images) should
      have message
      s"Cannot resume --output $path: its networks were compared on other spectra than --spectra; name" +
      " another folder, or add --overwrite to start again"
  }

  it should "say in one line that there are none" in {
    def refusal(examples: ComparedExamples): String =
      (the[UserError] thrownBy
        step(newFolder(), _ => ()).run(examples, planOf(NetworkInputs.SPECTRA), images)).getMessage
    refusal(new ComparedExamples(cutouts, 1, spectra(1).asJava)) shouldBe
      "Cannot find the spectra of --cutouts cutouts: it has no column specobjid; run stack-cutouts with" +
      " --columns specobjid"
    refusal(examples(spectra(1).filterKeys(_.fiber < 18).map(identity))) shouldBe
      "Cannot compare networks on --cutouts: no cutout of the split test has its spectrum in --spectra"
  }
}
