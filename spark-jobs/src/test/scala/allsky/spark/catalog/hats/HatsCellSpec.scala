package allsky.spark.catalog.hats

import java.util.Locale

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class HatsCellSpec extends AnyFlatSpec with Matchers {

  "A cell's path" should "be the same in all languages" in {
    val here = Locale.getDefault
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"))
    try new HatsCell(5, 12287).path shouldBe "Norder=5/Dir=10000/Npix=12287.parquet"
    finally Locale.setDefault(here)
  }
}
