package allsky.spark.fetch

import java.nio.file.Files

import allsky.UserError
import allsky.survey.Band
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SpoolSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky-spool").toString

  "A spool" should "belong to one fetch at a time" in {
    val spool = Spool.open(folder, "http://one")
    the[UserError] thrownBy Spool.open(folder, "http://one") should have message
      s"Cannot use --spool $folder: another fetch-tiles works there; wait for it or name another folder."
    spool.close()
    Spool.open(folder, "http://one").close()
  }

  it should "keep the files of two archives apart" in {
    val image = TileImage.whole("0000p000_ac51", Band.W1, ImageKind.INT)
    val spools = Seq("http://one", "http://other").map(Spool.open(folder, _))
    try spools.map(_.partial(image).path).distinct should have size 2
    finally spools.foreach(_.close())
  }
}
