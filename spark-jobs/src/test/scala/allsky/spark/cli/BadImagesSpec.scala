package allsky.spark.cli

import allsky.fits.AtlasImages
import allsky.spark.LocalSpark
import allsky.spark.tiles.AtlasFolder
import allsky.survey.Band
import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Images that cannot be used cost their own sources a status and the log a line each. */
class BadImagesSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  /** Written together, when the first of them is asked for. */
  private object Images {
    val tiles = new AtlasFolder()

    private def bytes(
        ra: Double,
        band: Band,
        side: Int = 200,
        without: Seq[String] = Nil,
        more: Map[String, Any] = Map.empty
    ) = {
      val cards = Map("CRVAL1" -> ra, "CRVAL2" -> 0.0) ++ more
      AtlasImages.fits(tiles.pixels(side, band), band, cards, without :+ "COADDID")
    }

    /** A tile of which one band is replaced, or added once more where there is a second name. */
    private def broken(id: String, ra: Double, band: Band)(image: Array[Byte]): Path = {
      Seq(Band.W1, Band.W2, Band.W3).foreach(each => tiles.add(id, each, bytes(ra, each)))
      tiles.add(id, band, image)
    }

    val valueless = {
      val cards = Map("CRVAL1" -> 7.0, "CRVAL2" -> 0.0)
      AtlasImages.fits(Array.fill(200, 200)(Float.NaN), Band.W3, cards, Seq("COADDID"))
    }

    val whole = broken("0000p000_ac51", 0, Band.W1)(bytes(0, Band.W1))
    val truncated = broken("0010p000_ac51", 1, Band.W2)(bytes(1, Band.W2).take(10000))
    val noWcs =
      broken("0020p000_ac51", 2, Band.W1)(bytes(2, Band.W1, without = Seq("CTYPE1")))
    val noZeroPoint =
      broken("0030p000_ac51", 3, Band.W3)(bytes(3, Band.W3, without = Seq("MAGZP")))
    val smaller = broken("0040p000_ac51", 4, Band.W2)(bytes(4, Band.W2, side = 100))
    val page = broken("0050p000_ac51", 5, Band.W1)("<html>503</html>".getBytes)
    val noPixels = broken("0070p000_ac51", 7, Band.W3)(valueless)
    val unvisited = broken("0080p000_ac51", 8, Band.W2)(Array.emptyByteArray)
    val twice = {
      broken("0060p000_ac51", 6, Band.W1)(bytes(6, Band.W1))
      val copy = tiles.fileOf("0060p000_ac51", Band.W1).resolveSibling("0060p000_ac51-w1-new.fits")
      Files.write(copy, bytes(6, Band.W1))
    }

    val noBand = {
      Seq(Band.W1, Band.W3).foreach(each => tiles.add("0090p000_ac51", each, bytes(9, each)))
      "0090p000_ac51"
    }
    val distorted = broken("0100p000_ac51", 10, Band.W2)(
      bytes(10, Band.W2, more = Map("CTYPE1" -> "RA---TAN-SIP", "CTYPE2" -> "DEC--TAN-SIP"))
    )

    /** Two patches of one tile that lie apart are two tiles of one name, and both are good. */
    Seq(11 -> "", 12 -> "other-").foreach { case (ra, name) =>
      Seq(Band.W1, Band.W2, Band.W3).foreach { band =>
        val image = bytes(ra, band, more = Map("COADDID" -> "0110p000_ac51"))
        tiles.add(s"${name}0110p000_ac51", band, image)
      }
    }
  }
  import Images._

  private lazy val (outcome, output) = {
    val folder = Files.createTempDirectory("bad-images")
    val sources = folder.resolve("sources.csv")
    Files.writeString(
      sources,
      "ra,dec\n" + ((0 to 7) ++ (9 to 13)).map(ra => s"$ra.001,0.001\n").mkString
    )
    val output = folder.resolve("cutouts")
    val words = Seq("--sources", s"$sources", "--tiles", s"${tiles.path}", "--output", s"$output")
    (CommandLine.allsky("stack-cutouts" +: words: _*), output)
  }

  private lazy val reasons = Seq(
    truncated -> "it is truncated: 10000 of ",
    noWcs -> "its header has no WCS (no CTYPE1 card)",
    noZeroPoint -> "its header has no MAGZP card (photometric zero point)",
    smaller -> "it differs in size or position from ",
    page -> "it is not a FITS file; it begins with: <html>503</html>",
    twice -> "skipped; ",
    noPixels -> "no pixel has a value",
    unvisited -> "it is empty",
    noBand -> "there is no W2 image",
    distorted -> "its CTYPE1 is RA---TAN-SIP; allsky supports only RA---SIN and RA---TAN"
  )

  "Images that cannot be used" should "cost their own sources a status" in {
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val statuses = spark.read.parquet(output.toString).select("row", "status").as[(Long, String)]
    statuses.collect().sorted.map(_._2) shouldBe Array(
      "OK",
      "BAD_IMAGE",
      "BAD_IMAGE",
      "BAD_IMAGE",
      "BAD_IMAGE",
      "BAD_IMAGE",
      "OK",
      "BAD_IMAGE",
      "NO_BAND",
      "BAD_IMAGE",
      "OK",
      "OK",
      "NO_TILE"
    )
  }

  they should "be named in one line each, with what is wrong" in {
    for ((path, reason) <- reasons) {
      val lines = outcome.err.linesIterator.filter(_.contains(s"$path: ")).toList
      withClue(s"$path\n${outcome.err}\n")(lines should have size 1)
      lines.head should include(s"$path: $reason")
    }
    outcome.err should not include s"$whole: "
    outcome.err should not include "\tat "
  }

  they should "be counted and named in the summary" in {
    outcome.out should include("13 sources: 4 OK, 7 BAD_IMAGE, 1 NO_BAND, 1 NO_TILE")
    val summary = Files.readString(output.resolve("_summary.json"))
    summary should include("\"sources\": 13")
    Seq("\"BAD_IMAGE\": 7", "\"NO_BAND\": 1", "\"NO_TILE\": 1").foreach(summary should include(_))
    for ((path, reason) <- reasons) summary should include(s"$path: $reason")
  }
}
