package allsky.spark.cli

import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import allsky.network.RandomModels
import allsky.network.model.ModelFolder
import allsky.spark.LocalSpark
import allsky.spectrum.{SpectrumFile, SpectrumFits}
import nom.tam.fits.{BinaryTableHDU, Fits}
import org.apache.spark.sql.Row
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Spectra of a small simulated sky: written, learned from and classified. */
class SpectraJobsSpec extends AnyFlatSpec with Matchers {

  private lazy val folder = Files.createTempDirectory("allsky-spectra")
  private lazy val spectra = sky.resolve("spectra")

  private lazy val sky: Path = {
    val sky = folder.resolve("sky")
    done(
      Seq("simulate-sky", "--output", s"$sky", "--tiles", "1", "--tile-pixels", "256") ++
        Seq("--labelled-per-tile", "30", "--spectra-files"): _*
    ).out should include("files of spectra (SIMULATED)")
    sky
  }

  private def done(words: String*): Outcome = {
    val outcome = CommandLine.allsky(words: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome
  }

  private def refusal(words: String*): String = {
    val outcome = CommandLine.allsky(words: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 1)
    outcome.err.linesIterator.filterNot(_.contains("done in")).toSeq.last
  }

  private def trained(name: String, more: String*): Path = {
    val model = folder.resolve(name)
    done(Seq("train-spectra", "--spectra", s"$spectra", "--model", s"$model") ++ more: _*)
    model
  }

  private lazy val model: Path = trained("model", "--epochs", "2")

  private def filesIn(folder: Path): Seq[Path] = {
    val walk = Files.walk(folder)
    try walk.iterator.asScala.filter(_.toString.endsWith(".fits")).toList.sorted
    finally walk.close()
  }

  "simulate-sky --spectra-files" should "write one file for each row of specObj" in {
    val rows = new Fits(sky.resolve("specObj.fits").toFile)
    try
      rows.getHDU(1).asInstanceOf[BinaryTableHDU].getNRows shouldBe filesIn(spectra).size
    finally rows.close()
    filesIn(spectra).foreach { path =>
      val stream = Files.newInputStream(path)
      val file =
        try SpectrumFile.read(stream)
        finally stream.close()
      file.key.get.fileName shouldBe path.getFileName.toString
      file.sourceClass.isPresent shouldBe true
    }
  }

  it should "write what other readers of FITS read" in {
    val fits = new Fits(filesIn(spectra).head.toFile)
    try {
      val hdus = fits.read()
      hdus should have size 3
      hdus(0).getHeader.getStringValue("ORIGIN") shouldBe "SIMULATED by allsky"
      val coadd = hdus(1).asInstanceOf[BinaryTableHDU]
      coadd.getHeader.getStringValue("EXTNAME") shouldBe "COADD"
      coadd.getNRows shouldBe 3850
      coadd.getColumn("loglam").asInstanceOf[Array[Float]].head shouldBe 3.5799f +- 1e-6f
      hdus(2).asInstanceOf[BinaryTableHDU].getNRows shouldBe 1
    } finally fits.close()
  }

  "train-spectra" should "resume to the same weights" in {
    trained("resumed", "--epochs", "1")
    val again =
      CommandLine.allsky(
        Seq(
          "train-spectra",
          "--spectra",
          s"$spectra",
          "--model",
          s"${folder.resolve("resumed")}"
        ) ++
          Seq("--epochs", "2", "--resume"): _*
      )
    again.err should (include("epoch 2") and not include "epoch 1:")
    Files.readAllBytes(folder.resolve("resumed/iicnet.safetensors")) shouldBe
      Files.readAllBytes(model.resolve("iicnet.safetensors"))
  }

  it should "learn from simulated spectra and say so" in {
    val outcome =
      done(
        Seq("train-spectra", "--simulated", "3", "--epochs", "1") ++
          Seq("--model", s"${folder.resolve("simulated")}"): _*
      )
    outcome.err should include("6 spectra to train on, 3 to validate (SIMULATED)")
  }

  private lazy val odd: Path = {
    val odd = Files.createDirectories(folder.resolve("odd/below"))
    val good = SpectrumFits.file()
    val columns = SpectrumFits.sdssColumns
    val files = Map(
      "good" -> good,
      "truncated" -> good.take(20000),
      "one-pixel" -> SpectrumFits.file(rows = 1),
      "masked" -> SpectrumFits.file(columns.map {
        case column if column.name == "ivar" => column.copy(value = _ => 0)
        case column                          => column
      }),
      "layout" -> SpectrumFits.file(columns.tail),
      "text" -> "no FITS".getBytes,
      "empty" -> Array[Byte](),
      "negative" -> SpectrumFits.file(columns.map {
        case column if column.name == "flux" => column.copy(value = _ => -1)
        case column                          => column
      })
    )
    files.foreach { case (name, bytes) => Files.write(odd.resolve(s"$name.fits"), bytes) }
    Files.write(odd.resolve("notes.txt"), "not a spectrum".getBytes)
    odd.getParent
  }

  private def classified(spectra: Path, output: String): (Outcome, Seq[Row]) = {
    val path = folder.resolve(output)
    val outcome =
      done(
        Seq("classify-spectra", "--spectra", s"$spectra", "--model", s"$model") ++
          Seq("--output", s"$path"): _*
      )
    (outcome, LocalSpark.session.read.parquet(s"$path").orderBy("file").collect().toSeq)
  }

  "classify-spectra" should "have one row for each file, with its class or the reason" in {
    val (outcome, rows) = classified(odd, "odd-classes")
    rows.map(row => row.getAs[String]("file") -> row.getAs[String]("status")) shouldBe Seq(
      "below/empty.fits" -> "UNREADABLE",
      "below/good.fits" -> "OK",
      "below/layout.fits" -> "OTHER_LAYOUT",
      "below/masked.fits" -> "ALL_MASKED",
      "below/negative.fits" -> "NO_SIGNAL",
      "below/one-pixel.fits" -> "TOO_FEW_PIXELS",
      "below/text.fits" -> "UNREADABLE",
      "below/truncated.fits" -> "UNREADABLE"
    )
    outcome.out should include(
      "8 spectra: 1 OK, 1 ALL_MASKED, 1 NO_SIGNAL, 1 OTHER_LAYOUT, 1 TOO_FEW_PIXELS, 3 UNREADABLE"
    )
    rows.foreach { row =>
      val isOk = row.getAs[String]("status") == "OK"
      (row.getAs[String]("class") != null) shouldBe isOk
      (row.getAs[String]("problem") == null) shouldBe isOk
    }
    val masked = rows(3)
    masked.getAs[Int]("plate") shouldBe 266
    masked.getAs[String]("label") shouldBe "QSO"
  }

  it should "give probabilities, and compare with the classes in the files" in {
    val (outcome, rows) = classified(spectra, "classes")
    rows should have size filesIn(spectra).size
    rows.filter(_.getAs[String]("status") == "OK").foreach { row =>
      val probabilities =
        Seq("prob_star", "prob_galaxy", "prob_qso").map(row.getAs[Float](_).toDouble)
      probabilities.sum shouldBe 1.0 +- 1e-5
      row.getAs[Float]("confidence").toDouble shouldBe probabilities.max
    }
    outcome.out should include regex "\\d+ of \\d+ spectra \\(.*%\\) have the class that is in"
  }

  "A bad input" should "be one line that names it" in {
    def train(words: String*): String =
      refusal(Seq("train-spectra", "--model", s"${folder.resolve("none")}") ++ words: _*)
    def classify(spectra: Path, model: Path = model): String =
      refusal(
        Seq("classify-spectra", "--spectra", s"$spectra", "--model", s"$model") ++
          Seq("--output", s"${folder.resolve("none")}", "--overwrite"): _*
      )
    val truncated = odd.resolve("below/truncated.fits")
    classify(truncated) should
      (startWith(s"classify-spectra: Cannot classify --spectra $truncated: it is truncated: ") and
        endWith(" of 3850 pixels"))
    classify(folder.resolve("nowhere")) should include("nowhere")
    classify(Files.createDirectories(folder.resolve("no-fits"))) should
      endWith("there is no FITS file (*.fits) below it")
    val ofCutouts = folder.resolve("of-cutouts")
    ModelFolder.write(ofCutouts, RandomModels.model(RandomModels.liteShape, 7))
    classify(odd, ofCutouts) should include("it was trained on cutouts")
    train("--spectra", s"$odd") should
      endWith("it has 0 usable spectra of the class STAR, but at least 3 are needed")
    train("--simulated", "2") should endWith("Invalid --simulated (3 or more): 2")
    train("--star-templates", s"$truncated") should
      include("truncated.fits: it is no spEigenStar file")
    train("--star-templates", s"$truncated", "--spectra", s"$odd") should
      include("templates are for simulated spectra")
    train("--epochs", "0") should endWith("Invalid epochs (1 or more): 0")
  }
}
