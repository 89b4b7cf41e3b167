package allsky.spark.catalog

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.columns.TableInput
import java.nio.charset.StandardCharsets.ISO_8859_1
import java.nio.file.{Files, Path}

import org.scalatest.concurrent.TimeLimits
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.SpanSugar._

/** FITS tables whose headers promise what cannot be. */
class FitsHeadersSpec extends AnyFlatSpec with Matchers with TimeLimits {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val primary = Seq("SIMPLE  =                    T", "BITPIX  = 8", "NAXIS   = 0")

  /** Two rows of a double and a 32-bit integer. */
  private val columns = Seq("TFIELDS = 2", "TFORM1  = '1D'", "TTYPE1  = 'ra'") ++
    Seq("TFORM2  = '1J'", "TTYPE2  = 'id'")

  private val sizes = Seq(
    "BITPIX" -> "8",
    "NAXIS" -> "2",
    "NAXIS1" -> "12",
    "NAXIS2" -> "2",
    "PCOUNT" -> "0",
    "GCOUNT" -> "1"
  )

  private def block(cards: Seq[String]) =
    FitsHeadersSpec.block(cards)

  /** A file with one table; some cards replaced, or added at the end. */
  private def table(changes: (String, String)*): Path = {
    val changed = changes.toMap
    val cards =
      ("XTENSION= 'BINTABLE'" +: sizes.map { case (key, value) =>
        f"$key%-8s= $value"
      }) ++ columns
    val replaced = cards.map { card =>
      val key = card.take(8).trim
      changed.get(key).map(value => f"$key%-8s= $value").getOrElse(card)
    }
    val added = changes.filterNot { case (key, _) => cards.exists(_.take(8).trim == key) }
    val more = added.map { case (key, value) => f"$key%-8s= $value" }
    val data = java.nio.ByteBuffer.allocate(2880)
    data.putDouble(1.5).putInt(7).putDouble(2.5).putInt(8)
    val file = Files.createTempDirectory("allsky-fits").resolve("table.fits")
    Files.write(file, block(primary) ++ block(replaced ++ more) ++ data.array)
  }

  private def read(file: Path) = CatalogReader.read(spark, TableInput.spectra(file.toString))

  "A FITS table" should "be read in this form" in {
    read(table()).rows.as[(Double, Int)].collect() shouldBe Array((1.5, 7), (2.5, 8))
  }

  for (
    (card, value, fault) <- Seq(
      ("NAXIS1", "-2880", "its NAXIS1 is negative: -2880"),
      ("NAXIS2", "-5", "its NAXIS2 is negative: -5"),
      ("NAXIS1", "0", "its NAXIS1 is 0; a row has 1 to 67108864 bytes"),
      ("NAXIS1", "900000000000000", "its NAXIS1 is 900000000000000; a row has"),
      ("NAXIS2", "768614336404564651", "its NAXIS2 is not a valid integer: 768614336404564651"),
      ("NAXIS2", "768614336404564", "its header promises 768614336404564 rows, but it has 240"),
      ("NAXIS2", "1000000", "its header promises 1000000 rows, but it has 240"),
      ("NAXIS2", "999999999999999", "its header promises 999999999999999 rows, but it has 240"),
      ("PCOUNT", "-100000", "its PCOUNT is negative: -100000"),
      ("PCOUNT", "900000000000000", "the arrays after them (PCOUNT) are incomplete"),
      ("GCOUNT", "3", "its GCOUNT is 3; a table has 1"),
      ("GCOUNT", "-1", "its GCOUNT is -1; a table has 1"),
      ("NAXIS", "-1", "its NAXIS is negative: -1"),
      ("NAXIS", "2000", "its table does not have NAXIS = 2 and BITPIX = 8"),
      ("BITPIX", "7", "its table does not have NAXIS = 2 and BITPIX = 8"),
      ("TFIELDS", "-2", "its TFIELDS is negative: -2"),
      ("TFIELDS", "1000000", "its TFIELDS is 1000000; at most 999 are allowed"),
      ("TFIELDS", "3", "its column column3 has the unknown format '' (TFORM)"),
      ("TFORM1", "'536870913D'", "its columns up to ra (536870913D) take more bytes than"),
      ("TFORM1", "'999999999999999D'", "its columns up to ra (999999999999999D) take more"),
      ("TFORM1", "'9999999999999999999D'", "its column ra has the unknown format '99999"),
      ("TFORM1", "'268435457PE(9)'", "its columns up to ra (268435457PE(9)) take more bytes"),
      ("TSCAL1", "'many'", "its TSCAL1 is not a number: many"),
      ("TNULL2", "'none'", "its TNULL2 is not an integer: none")
    )
  )
    it should s"be refused in one line where its $card is $value" in {
      val message = failAfter(20.seconds) {
        the[UserError].thrownBy(read(table(card -> value))).getMessage
      }
      message should startWith("Cannot read ")
      message should include(fault)
      message.linesIterator should have size 1
    }

  it should "have a NULL of 64 bits and none of a float" in {
    val rows = read(table("TNULL2" -> "7", "TNULL1" -> "'NaN'")).rows
    rows.collect().map(row => (row.getDouble(0), row.isNullAt(1))) shouldBe
      Array((1.5, true), (2.5, false))
  }

  it should "have a name that goes on in the next card" in {
    val long = "a" * 60 + "&"
    val file = table("TTYPE2" -> s"'$long'")
    val bytes = new String(Files.readAllBytes(file), ISO_8859_1)
    val more = "CONTINUE  'bbb'".padTo(80, ' ')
    val at = bytes.indexOf("TTYPE2") + 80
    val end = bytes.lastIndexOf("END ".padTo(80, ' '))
    val header = bytes.take(at) + more + bytes.slice(at, end) + "END".padTo(80, ' ')
    val filled = header.padTo(5760, ' ') + bytes.drop(5760)
    Files.write(file, filled.getBytes(ISO_8859_1))
    read(file).rows.columns(1) shouldBe "a" * 60 + "bbb"
  }

  "A FITS file" should "be refused where an image before the table has a negative size" in {
    val image = primary.init ++ Seq("NAXIS   = 1", "NAXIS1  = -2880")
    val file = table()
    Files.write(file, block(image) ++ Files.readAllBytes(file).drop(2880))
    failAfter(20.seconds) {
      the[UserError].thrownBy(read(file)).getMessage should include(
        "its NAXIS1 is negative: -2880"
      )
    }
  }
}

object FitsHeadersSpec {

  /** A header in blocks, cards without END. */
  def block(cards: Seq[String]): Array[Byte] = {
    val text = (cards :+ "END").map(_.padTo(80, ' ')).mkString
    text.padTo((text.length + 2879) / 2880 * 2880, ' ').getBytes(ISO_8859_1)
  }
}
