package allsky.spark.cli

import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.util.Random

import allsky.RealSky
import allsky.calibration.Prediction
import allsky.inference.OnnxClassifier
import allsky.network.model.{ModelFolder, TrainedModel}
import allsky.spark.LocalSpark
import allsky.spectrum.{LogGrid, ObservedSpectrum, SpectrumInput, StarTemplates}
import allsky.survey.SourceClass
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/**
 * A network that has learned from simulated spectra only, with parametric stars, on real spectra.
 * It is trained once, in about 25 seconds of one core.
 */
class RealSpectraSpec extends AnyFlatSpec with Matchers {

  private lazy val folder = Files.createTempDirectory("allsky-real-spectra")

  private lazy val model: Path = {
    val model = folder.resolve("model")
    val outcome = CommandLine.allsky("train-spectra", "--model", s"$model", "--device", "cpu")
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    model
  }

  "Simulated spectra" should "teach the classes of 13 of 14 real spectra" taggedAs RealSky in {
    val spectra = RealSky.path("spectra/sdss")
    val output = folder.resolve("classes")
    val outcome =
      CommandLine.allsky(
        Seq("classify-spectra", "--spectra", s"$spectra", "--model", s"$model") ++
          Seq("--output", s"$output"): _*
      )
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val rows = LocalSpark.session.read.parquet(s"$output").collect()
    rows should have size 14
    rows.map(_.getAs[String]("status")).toSet shouldBe Set("OK")
    val wrong = rows.filter(row => row.getAs[String]("class") != row.getAs[String]("label"))
    info(s"${14 - wrong.length} of 14 real spectra right")
    withClue(wrong.mkString("\n"))(wrong.length should be <= 1)
  }

  for (signalToNoise <- Seq(1000, 20, 5))
    it should s"teach 100 of 123 real star templates, S/N $signalToNoise" taggedAs RealSky in {
      val file = RealSky.path("spectra/pipeline-templates/spEigenStar-55734.fits")
      val stream = Files.newInputStream(file)
      val templates =
        try StarTemplates.read(stream)
        finally stream.close()
      val wrong = templates.templates.asScala
        .zip(classes(templates, signalToNoise))
        .collect { case (template, best) if best != SourceClass.STAR => template.name }
      info(s"${123 - wrong.size} of 123 star templates right at S/N $signalToNoise; not: $wrong")
      wrong.size should be <= 23
    }

  private def classes(templates: StarTemplates, signalToNoise: Double): Seq[SourceClass] = {
    val trained: TrainedModel = ModelFolder.read(model, _ => ())
    val classifier = new OnnxClassifier(trained, 1)
    val random = new Random(7)
    try
      templates.templates.asScala.map { template =>
        val input =
          SpectrumInput.of(
            observed(templates.grid, template.flux, signalToNoise, random),
            LogGrid.NETWORK
          )
        val logits = classifier.logits(java.nio.FloatBuffer.wrap(input.values), 1)
        Prediction.of(classifier.shape.classes, logits, 1).best
      }
    finally classifier.close()
  }

  private def observed(
      grid: LogGrid,
      flux: Array[Float],
      signalToNoise: Double,
      random: Random
  ): ObservedSpectrum = {
    val inside = flux.indices.filter { i =>
      val log = grid.logWavelength(i)
      flux(i) != 0 && log > LogGrid.NETWORK.first && log < LogGrid.NETWORK.logWavelength(947)
    }
    val sigma = inside.map(flux(_)).sorted.apply(inside.size / 2) / signalToNoise
    new ObservedSpectrum(
      flux.indices.map(grid.logWavelength).toArray,
      flux.map(value => (value + sigma * random.nextGaussian()).toFloat),
      flux.map(value => if (value == 0) 0f else 1f)
    )
  }
}
