package allsky.sky

import java.util.Locale

import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class SexagesimalSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  "A right ascension" should "be in hours if it is sexagesimal, or in degrees with a degree sign" in {
    val table = Table(
      ("text", "degrees"),
      ("10:23:45.6", 155.94),
      ("10 23 45.6", 155.94),
      ("10h23m45.6s", 155.94),
      ("10H 23M 45.6S", 155.94),
      (" +10:23:45.6 ", 155.94),
      ("00h42m09.17s", 10.53820833333),
      ("10 30.5", 157.625),
      ("150d12m36s", 150.21),
      ("24:00:00", 360.0),
      ("25:00:00", 375.0),
      ("155.94", 155.94),
      ("1.5594e2", 155.94),
      ("-0.5", -0.5)
    )
    forAll(table)((text, degrees) =>
      withClue(text)(Sexagesimal.raDeg(text).getAsDouble shouldBe degrees +- 1e-9)
    )
  }

  "A declination" should "be in degrees, with a sign for the complete angle" in {
    val table = Table(
      ("text", "degrees"),
      ("+12 34 56.7", 12.58241666667),
      ("-12:34:56.7", -12.58241666667),
      ("-00 00 30", -30 / 3600.0),
      ("- 00 00 30", -30 / 3600.0),
      ("12d34m56s", 12.58222222222),
      ("+12°34'56\"", 12.58222222222),
      ("41d11m07.01s", 41.18528055556),
      ("-90:00:00", -90.0),
      ("-90:00:01", -90.00027777778),
      ("-12.5", -12.5)
    )
    forAll(table)((text, degrees) =>
      withClue(text)(Sexagesimal.decDeg(text).getAsDouble shouldBe degrees +- 1e-9)
    )
  }

  "A text that is not an angle" should "be empty, never an exception" in {
    val table = Table(
      "text",
      "",
      "  ",
      "abc",
      "null",
      "NaN",
      "10:60:00",
      "10:23:60",
      "10:23:99.9",
      "10:23.5:10",
      "10:23:45:12",
      "10h23x",
      "1e",
      "0x1p3",
      "12d",
      "J102345.6"
    )
    forAll(table) { text =>
      withClue(text) {
        Sexagesimal.raDeg(text).isPresent shouldBe false
        Sexagesimal.decDeg(text).isPresent shouldBe false
      }
    }
    Sexagesimal.decDeg("10h23m45s").isPresent shouldBe false
    Sexagesimal.raDeg(null).isPresent shouldBe false
  }

  "Any position" should "be equal after writing and parsing hours, minutes and seconds" in {
    forAll(Gen.choose(0, 86399999), Gen.choose(-323999999, 323999999)) { (raMs, decMas) =>
      val ra = written("", raMs)
      val sign = if (decMas < 0) "-" else "+"
      val dec = written(sign, math.abs(decMas))
      Sexagesimal.raDeg(ra).getAsDouble shouldBe raMs / 3600000.0 * 15 +- 1e-9
      Sexagesimal.decDeg(dec).getAsDouble shouldBe decMas / 3600000.0 +- 1e-9
    }
  }

  /** Thousandths of a second as sign, hours or degrees, minutes and seconds. */
  private def written(sign: String, thousandths: Int): String =
    String.format(
      Locale.ROOT,
      "%s%02d:%02d:%02d.%03d",
      sign,
      Int.box(thousandths / 3600000),
      Int.box(thousandths / 60000 % 60),
      Int.box(thousandths / 1000 % 60),
      Int.box(thousandths % 1000)
    )
}
