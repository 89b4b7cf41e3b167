package allsky.spark.training

import allsky.UserError
import allsky.cutout.CutoutShape
import allsky.fits.header.ImageSurvey
import allsky.network.{NetworkShape, RandomModels}
import allsky.network.architecture.Architecture
import allsky.survey.{Band, NetworkInputs, SourceClass}
import allsky.training.loss.Distillation
import java.util.Arrays

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TeacherModelSpec extends AnyFlatSpec with Matchers {

  private val student = RandomModels.liteShape
  private val cutouts = new CutoutShape(student.bands, 50)

  private def shape(
      bands: Seq[Band] = student.bands.asScala,
      classes: Seq[SourceClass] = student.classes.asScala,
      inputs: NetworkInputs = NetworkInputs.IMAGES
  ): NetworkShape =
    new NetworkShape(Architecture.IICNET, 24, bands.asJava, classes.asJava, 5, inputs)

  private def check(
      teacher: NetworkShape,
      network: NetworkShape = student,
      on: CutoutShape = cutouts
  ): Unit =
    new TeacherModel("the/model", RandomModels.model(teacher, 5), new Distillation(0.5, 2))
      .requireFits(network, on)

  private def refusal(
      teacher: NetworkShape,
      network: NetworkShape = student,
      on: CutoutShape = cutouts
  ): String =
    (the[UserError] thrownBy check(teacher, network, on)).getMessage
      .stripPrefix("Cannot use --teacher the/model: ")

  "A teacher" should "have any side, some of the bands, and images or the same inputs" in {
    check(shape())
    check(shape(bands = Seq(Band.W2)))
    check(shape(), student.`with`(NetworkInputs.FUSION))
    check(shape(inputs = NetworkInputs.FUSION), student.`with`(NetworkInputs.FUSION))
  }

  it should "be refused with other classes, or in another order" in {
    val Seq(star, galaxy, qso) = SourceClass.values.toSeq
    refusal(shape(classes = Seq(star, qso))) shouldBe
      "it has the classes [STAR, QSO], but the network learns [STAR, GALAXY, QSO]; give --classes in" +
      " the order of the teacher, or name another teacher"
    refusal(shape(classes = Seq(qso, galaxy, star))) should
      startWith("it has the classes [QSO, GALAXY, STAR]")
  }

  it should "be refused if the cutouts do not have its bands, its size or its survey" in {
    val ofThree = "it was trained on [W1, W2, W3] of 50.0 arcsec from Atlas images"
    val end = "; name another teacher, or make other cutouts"
    refusal(shape(), on = new CutoutShape(Arrays.asList(Band.W1, Band.W2), 50)) shouldBe
      s"$ofThree, but --cutouts has [W1, W2] of 50.0 arcsec from Atlas images$end"
    refusal(shape(), on = new CutoutShape(student.bands, 60)) shouldBe
      s"$ofThree, but --cutouts has [W1, W2, W3] of 60.0 arcsec from Atlas images$end"
    refusal(shape(), on = cutouts.from(ImageSurvey.UNWISE)) should startWith(ofThree)
  }

  it should "be refused if it gets colours that the network does not get" in {
    refusal(shape(inputs = NetworkInputs.FUSION)) shouldBe
      "it gets fusion, but the network gets images; add --inputs fusion, or name another teacher"
    refusal(
      shape(inputs = NetworkInputs.COLOURS),
      student.`with`(NetworkInputs.FUSION)
    ) should startWith("it gets colours, but the network gets fusion; add --inputs colours")
  }

  it should "be refused if it was trained on spectra" in {
    refusal(NetworkShape.ofSpectra(RandomModels.classes)) shouldBe
      "it was trained on spectra; name a model of train-iicnet"
  }
}
