package allsky.network.model

import java.nio.file.{Files, Path}
import java.util.zip.{ZipEntry, ZipOutputStream}

import allsky.network.TensorFile
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.collection.JavaConverters._
import scala.collection.mutable

class PretrainedModelSpec extends AnyFlatSpec with Matchers {

  private lazy val folder = Path.of(System.getProperty("allsky.home"), "model", "pretrained")

  private def files: Seq[Path] =
    Files.walk(folder).iterator.asScala.filter(Files.isRegularFile(_)).toList

  "The pretrained model" should "be the folder of the sources, with its digests" in {
    val remarks = mutable.Buffer[String]()
    val model = PretrainedModel.read(line => remarks += line)
    remarks shouldBe empty
    model.digest shouldBe ModelFolder.read(folder, _ => ()).digest
  }

  it should "have less than 10 MB" in {
    files.map(Files.size(_)).sum should be < 10000000L
  }

  it should "say that its images were simulated" in {
    val training = PretrainedModel.read(_ => ()).description.training
    training.simulated shouldBe true
    training.remark(false).get should startWith("the model was trained on simulated images")
    training.remark(true).isPresent shouldBe false
    Files.readString(folder.resolve(ModelFolder.CARD)) should
      include(
        "**The training images are simulated.** The accuracy on real images was not measured."
      )
  }

  it should "be one that this version writes from its weights" in {
    val model = PretrainedModel.read(_ => ())
    val again = TrainedModel.of(model.description, TensorFile.parse("weights", model.parameters))
    again.onnx shouldBe model.onnx
  }

  it should "be read from a jar too" in {
    val jar = Files.createTempFile("allsky", ".jar")
    val out = new ZipOutputStream(Files.newOutputStream(jar))
    files.foreach { file =>
      out.putNextEntry(new ZipEntry("allsky/pretrained/" + folder.relativize(file)))
      out.write(Files.readAllBytes(file))
    }
    out.close()
    PretrainedModel.readJar(jar, _ => ()).digest shouldBe PretrainedModel.read(_ => ()).digest
  }
}
