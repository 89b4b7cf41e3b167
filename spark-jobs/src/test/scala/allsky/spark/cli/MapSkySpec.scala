package allsky.spark.cli

import allsky.fits.MocFile
import allsky.sky.Healpix
import allsky.spark.LocalSpark
import java.nio.file.{Files, Path}
import java.util.SplittableRandom

import nom.tam.fits.{BinaryTableHDU, Fits}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class MapSkySpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private type Source =
    (Long, Option[Double], Option[Double], Option[String], Option[Float], Boolean)

  /** 2,000 sources within 20 degrees of a point, every tenth without a class, and three nowhere. */
  private lazy val sources: Seq[Source] = {
    val random = new SplittableRandom(3)
    val placed = (0 until 2000).map { i =>
      val name = if (i % 10 == 0) None else Some(Seq("STAR", "GALAXY", "QSO")(i % 3))
      val confidence = name.map(_ => random.nextDouble().toFloat)
      (
        i.toLong,
        Option(40 + 20 * random.nextDouble()),
        Option(-20 + 20 * random.nextDouble()),
        name,
        confidence,
        i % 50 == 1
      )
    }
    placed ++ (2000L until 2003L).map((_, None, None, None, None, false))
  }

  private lazy val folder: Path = {
    val made = Files.createTempDirectory("allsky-map")
    sources
      .toDF("cntr", "ra", "dec", "class", "confidence", "outlier")
      .write
      .parquet(s"$made/predictions")
    made
  }

  private def map(more: String*): Outcome = CommandLine.allsky(
    Seq("map-sky", "--sources", s"$folder/predictions", "--overwrite") ++ more: _*
  )

  private lazy val mapped =
    map("--output", s"$folder/map.fits", "--moc", s"$folder/moc.fits", "--order", "5")

  private lazy val table: Map[String, Array[Double]] = {
    withClue(mapped.err)(mapped.exitCode shouldBe 0)
    val fits = new Fits(folder.resolve("map.fits").toFile)
    val hdu = fits.getHDU(1).asInstanceOf[BinaryTableHDU]
    val header = hdu.getHeader
    header.getStringValue("PIXTYPE") shouldBe "HEALPIX"
    header.getStringValue("ORDERING") shouldBe "NESTED"
    header.getIntValue("NSIDE") shouldBe 32
    header.getStringValue("INDXSCHM") shouldBe "EXPLICIT"
    header.getStringValue("COORDSYS") shouldBe "C"
    val columns = (0 until hdu.getNCols).map { i =>
      val values = hdu.getColumn(i) match {
        case longs: Array[Long]     => longs.map(_.toDouble)
        case ints: Array[Int]       => ints.map(_.toDouble)
        case floats: Array[Float]   => floats.map(_.toDouble)
        case doubles: Array[Double] => doubles
      }
      hdu.getColumnName(i) -> values
    }
    fits.close()
    columns.toMap
  }

  private lazy val byCell = sources
    .filter(_._2.isDefined)
    .groupBy(source => Healpix.cell(5, source._2.get, source._3.get))

  "Maps" should "count each source once, in the cell where it lies" in {
    table("PIXEL").map(_.toLong).toSeq shouldBe byCell.keys.toSeq.sorted
    table("sources").toSeq shouldBe byCell.toSeq.sortBy(_._1).map(_._2.size.toDouble)
    table("sources").sum shouldBe 2000
    mapped.out should (include("2,000 sources in ") and
      include("3 sources without a position are in no cell"))
  }

  they should "have the classes, outliers and confidences of the predictions" in {
    val cells = byCell.toSeq.sortBy(_._1).map(_._2)
    for (name <- Seq("STAR", "GALAXY", "QSO"))
      table(name.toLowerCase).toSeq shouldBe cells.map(_.count(_._4.contains(name)).toDouble)
    table("outliers").toSeq shouldBe cells.map(_.count(_._6).toDouble)
    val classified = table("classified")
    classified.sum shouldBe 1800
    table("completeness").toSeq shouldBe
      classified.zip(table("sources")).map { case (c, n) => c / n }.toSeq
    for ((cell, median) <- cells.zip(table("median_confidence"))) {
      val sorted = cell.flatMap(_._5).sorted
      if (sorted.isEmpty) median.isNaN shouldBe true
      else sorted.map(_.toDouble) should contain(median)
    }
  }

  "The coverage" should "have every source, and be the cells of the map" in {
    mapped.exitCode shouldBe 0
    val moc = MocFile.read(Files.readAllBytes(folder.resolve("moc.fits")))
    sources.filter(_._2.isDefined).foreach { s =>
      moc.contains(s._2.get, s._3.get) shouldBe true
    }
    moc.fraction shouldBe byCell.size / (12.0 * 1024) +- 1e-12
    moc.contains(220, 60) shouldBe false
  }

  "A catalog without classes" should "have the numbers of its sources" in {
    spark.read.parquet(s"$folder/predictions").select("cntr", "ra", "dec").write
      .parquet(s"$folder/catalog")
    val outcome = CommandLine.allsky(
      "map-sky",
      "--sources",
      s"$folder/catalog",
      "--output",
      s"$folder/c.fits",
      "--order",
      "0"
    )
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val fits = new Fits(folder.resolve("c.fits").toFile)
    val hdu = fits.getHDU(1).asInstanceOf[BinaryTableHDU]
    (0 until hdu.getNCols).map(hdu.getColumnName) shouldBe Seq("PIXEL", "sources")
    fits.close()
  }

  "Wrong options" should "be one line, and files of the user stay" in {
    def refusal(more: String*): String = {
      val outcome = CommandLine.allsky(
        Seq("map-sky", "--sources", s"$folder/predictions") ++ more: _*
      )
      outcome.exitCode shouldBe 1
      outcome.err.linesIterator.toSeq.last
    }
    refusal("--output", s"$folder/x.fits", "--order", "13") should include("--order (0 to 12): 13")
    refusal("--output", s"$folder/x.fits", "--moc", s"$folder/x.fits") should include("--moc")
    Files.writeString(folder.resolve("mine.fits"), "mine")
    refusal("--output", s"$folder/mine.fits") should include("already exists; add --overwrite")
    refusal("--output", s"$folder/predictions/x.fits") should include("--sources")
    Files.readString(folder.resolve("mine.fits")) shouldBe "mine"
  }
}
