package allsky.spark.cli

import java.io.ByteArrayOutputStream
import java.nio.file.{Files, Path}
import java.util.zip.GZIPOutputStream

import scala.util.Random

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class DescribeSpec extends AnyFlatSpec with Matchers {

  // The job takes the session that is there.
  private def file(name: String, lines: String*): String = {
    val path = Files.createTempDirectory("allsky-describe").resolve(name)
    Files.writeString(path, lines.mkString("", "\n", "\n")).toString
  }

  private def describe(args: String*) = CommandLine.allsky("crossmatch" +: "--describe" +: args: _*)

  "--describe" should "name the archive, the units, the roles and what is no use" in {
    val gator = file(
      "gator.tbl",
      "\\DATABASE= 'AllWISE Source Catalog (allwise_p3as_psd)'",
      "|designation|   ra|  dec|sigra|sigdec|w1mpro|pmra|pmdec|",
      "|char       |  dou|  dou|  dou|   dou|   dou| int|  int|",
      "|           |  deg|  deg|   as|    as|   mag|    |     |",
      "|       null| null| null| null|  null|  null|null| null|",
      " J000009     10.5   1.5   0.1    0.1   12.1  -53   214 ",
      " J000010     10.5  91.5   0.1    0.1   12.1  -53   214 ",
      " J000011     null   1.5   0.1    0.1   12.1  -53   214 ",
      " J000012     10.5   1.5   0.1    0.1   12x1  -53   214 "
    )
    val result = describe("--sources", gator)
    withClue(result.err) { result.exitCode shouldBe 0 }
    result.out.linesIterator.map(_.trim).toSeq should contain allOf
      (
        s"--sources $gator: IPAC table, 3 rows, 8 columns",
        "archive: AllWISE",
        "w1mpro                   double [mag]",
        "note: its header says: AllWISE Source Catalog (allwise_p3as_psd)",
        "errors are sigra, sigdec (arcsec)",
        "pmra, pmdec are used only if you name them: apparent motion (with parallax)",
        "epoch is 2010.5558",
        "malformed lines, skipped: 1"
      )
    result.out should include("1 valid positions, 1 DEC_OUT_OF_RANGE, 1 NO_POSITION")
    result.out should include("w1mpro: '12x1' is not a valid number: J000012")
  }

  it should "show the first malformed lines and count them all" in {
    val ragged = file("ragged.csv", Seq("ra,dec", "1,2") ++ (1 to 20).map(i => s"$i"): _*)
    val result = describe("--sources", ragged)
    result.exitCode shouldBe 0
    result.out should include("CSV, 1 rows, 2 columns")
    result.out should include("malformed lines, skipped: 20")
    result.out.linesIterator.count(_.contains("1 field instead of 2")) shouldBe 5
  }

  it should "describe the columns of a table without positions too, before it says so" in {
    val images = file("images.csv", "crval1,crval2,band", "10.5,1.5,1")
    val result = describe("--sources", images)
    result.exitCode shouldBe 1
    result.out.linesIterator.map(_.trim).toSeq should contain allOf
      (
        s"--sources $images: CSV, 1 rows, 3 columns",
        "archive: not known from the columns",
        "units: none in the file; positions that are numbers are in degrees"
      )
    result.err should include("it lists images")
  }

  it should "know an archive whose columns got an ending in a join" in {
    val joined = file("joined.csv", "AllWISE_w,RAJ2000_w,DEJ2000_w,W1mag_w", "J1,10.5,1.5,12")
    describe("--sources", joined).out should include("archive: AllWISE (columns that end in _w)")
  }

  private val mistakes = Table(
    ("name", "content", "message"),
    ("a.vot", "<?xml version=\"1.0\"?><VOTABLE>", "its XML is damaged or truncated"),
    ("a.csv", "ra dec", "has no comma, tab, semicolon or bar"),
    ("a.tbl", "\\fixlen = T", "is not an IPAC table"),
    ("a.csv", "1.5,2.5", "its first line has numbers"),
    ("a.csv", "", "is empty"),
    ("wise-allwise-cat-part07", "a|b|c", "does not have the 298 fields of AllWISE")
  )

  it should "say in one line what is wrong with a file, and exit with 1" in {
    forAll(mistakes) { (name, content, message) =>
      val result = describe("--sources", file(name, content))
      result.exitCode shouldBe 1
      val lines = (result.out + result.err).linesIterator.filter(_.contains("Cannot read")).toSeq
      lines.length shouldBe 1
      lines.head should include(message)
    }
  }

  it should "say so where a packed file is cut off" in {
    val random = new Random(1)
    val positions = Seq.fill(50000)((random.nextInt(360), random.nextInt(90)))
    val tables = Table(
      ("name", "lines"),
      ("a.csv.gz", "ra,dec" +: positions.map { case (ra, dec) => s"$ra,$dec" }),
      (
        "a.tbl.gz",
        Seq("|   ra|  dec|", "|  int|  int|") ++
          positions.map { case (ra, dec) => f" $ra%5d $dec%5d" }
      )
    )
    forAll(tables) { (name, lines) =>
      val path = Path.of(file(name, lines: _*))
      val packed = new ByteArrayOutputStream()
      val stream = new GZIPOutputStream(packed)
      stream.write(Files.readAllBytes(path))
      stream.close()
      Files.write(path, packed.toByteArray.take(packed.size / 2))
      val result = describe("--sources", path.toString)
      result.exitCode shouldBe 1
      result.out + result.err should include(s"$name: it is compressed, and truncated or damaged")
    }
  }
}
