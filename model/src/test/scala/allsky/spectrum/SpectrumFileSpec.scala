package allsky.spectrum

import java.io.ByteArrayInputStream
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.util.{Random, Try}

import allsky.RealSky
import allsky.spectrum.SpectrumFits.Column
import allsky.survey.SourceClass
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Reading SDSS's files of one spectrum. */
class SpectrumFileSpec extends AnyFlatSpec with Matchers {

  private def read(bytes: Array[Byte]): SpectrumFile =
    SpectrumFile.read(new ByteArrayInputStream(bytes))

  private def refusal(bytes: Array[Byte]): (SpectrumStatus, String) = {
    val refused = the[UnusableSpectrumException] thrownBy read(bytes)
    (refused.status, refused.getMessage)
  }

  "SpectrumFile" should "read the pixels, the key and the class" in {
    val file = read(SpectrumFits.file())
    file.spectrum.size shouldBe LogGrid.SDSS.pixels
    file.spectrum.flux.take(3) shouldBe Array(1f, 2f, 3f)
    file.spectrum.inverseVariance.head shouldBe 4f
    file.spectrum.logWavelength.last shouldBe LogGrid.SDSS.logWavelength(3849) +- 1e-6
    file.key.get shouldBe new SpectrumKey(266, 51602, 7)
    file.key.get.fileName shouldBe "spec-0266-51602-0007.fits"
    file.sourceClass.get shouldBe SourceClass.QSO
  }

  it should "find the columns by name in any case, in any order and of either precision" in {
    val columns = Seq(
      Column("model", 'E', _ => 9),
      Column("IVAR", 'D', _ => 4),
      Column("LogLam", 'D', pixel => LogGrid.SDSS.logWavelength(pixel)),
      Column("FLUX", 'E', pixel => 1 + pixel)
    )
    val spectrum = read(SpectrumFits.file(columns)).spectrum
    spectrum.flux.take(2) shouldBe Array(1f, 2f)
    spectrum.inverseVariance.head shouldBe 4f
    spectrum.logWavelength.head shouldBe LogGrid.SDSS.first
  }

  it should "do without a key and a class" in {
    val file = read(SpectrumFits.file(sourceClass = None, primary = Seq()))
    file.key.isPresent shouldBe false
    file.sourceClass.isPresent shouldBe false
    read(SpectrumFits.file(sourceClass = Some("UNKNOWN"))).sourceClass.isPresent shouldBe false
  }

  it should "refuse what is no such file, with the reason" in {
    val whole = SpectrumFits.file(sourceClass = None)
    val rowBytes = SpectrumFits.sdssColumns.map(_.bytes).sum
    val data = whole.length - rowBytes * 3850 / 2880 * 2880 - 2880
    val integers = SpectrumFits.sdssColumns.map(_.copy(code = 'J'))
    val primary = SpectrumFits.header(Seq("SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0"))
    def declared(rowBytes: Int, rows: Long): Array[Byte] =
      primary ++ SpectrumFits.tableHeader(
        rowBytes,
        rows,
        Seq("flux" -> "E", "loglam" -> "E", "ivar" -> "E")
      )
    import SpectrumStatus._
    refusal(Array()) shouldBe (UNREADABLE -> "it is empty")
    refusal("<html>404".getBytes)._2 should startWith("it is not a FITS file")
    refusal(whole.take(data + 10 * rowBytes)) shouldBe
      (UNREADABLE -> "it is truncated: 10 of 3850 pixels")
    refusal(primary)._1 shouldBe OTHER_LAYOUT
    refusal(SpectrumFits.file(SpectrumFits.sdssColumns.tail))._2 should include(
      "no table with the columns flux, loglam and ivar"
    )
    refusal(SpectrumFits.file(integers)) shouldBe
      (OTHER_LAYOUT -> "its column flux has the format 1J; E and D are read")
    refusal(declared(12, 5000000000L))._1 shouldBe OTHER_LAYOUT
    refusal(declared(4, 10)) shouldBe
      (UNREADABLE -> "its rows are shorter than their columns")
    refusal(declared(2000000000, 1))._1 shouldBe OTHER_LAYOUT
  }

  it should "refuse damaged files only with a reason" in {
    val file = SpectrumFits.file(rows = 40)
    val random = new Random(1)
    for (_ <- 1 to 500) {
      val damaged = file.clone
      for (_ <- 0 to random.nextInt(4))
        damaged(random.nextInt(file.length)) = (random.nextInt(96) + 32).toByte
      val refused = Try(read(damaged)).failed.toOption
      refused.foreach { fault =>
        fault shouldBe a[UnusableSpectrumException]
        fault.getMessage should startWith("it")
      }
    }
  }

  private lazy val realFiles: Seq[Path] = {
    val list = Files.list(RealSky.path("spectra/sdss"))
    try list.iterator.asScala.toList.sorted
    finally list.close()
  }

  it should "read every real file, full or lite, of SDSS and BOSS" taggedAs RealSky in {
    val files = realFiles.map { path =>
      val stream = Files.newInputStream(path)
      try SpectrumFile.read(stream)
      finally stream.close()
    }
    files should have size 14
    files.zip(realFiles).foreach { case (file, path) =>
      file.key.get.fileName shouldBe path.getFileName.toString
      file.spectrum.size should (be >= 3809 and be <= 4625)
      val input = SpectrumInput.of(file.spectrum, LogGrid.NETWORK)
      input.missing should be < 150
      input.values.foreach(value => assert(value >= -1 && value <= 6))
    }
    files.map(_.sourceClass.get).groupBy(identity).mapValues(_.size) shouldBe
      Map(SourceClass.STAR -> 1, SourceClass.GALAXY -> 10, SourceClass.QSO -> 3)
  }
}
