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
    (Long, Option[Double], Option[Double], Option[String], Option[Float], Boolean, Option[Double])

  /** 10 to 18 mag, also the edges 12 and 14.5 themselves; without W1, or with the placeholder 99. */
  private def w1(i: Int): Option[Double] = i % 20 match {
    case 0 => None
    case 1 => Some(99.0)
    case k => Some(Seq(10.0, 11.9, 12.0, 13.0, 14.4, 14.5, 16.0, 17.9)(k % 8))
  }

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
        i % 50 == 1,
        w1(i)
      )
    }
    placed ++ (2000L until 2003L).map((_, None, None, None, None, false, None))
  }

  private lazy val folder: Path = {
    val made = Files.createTempDirectory("allsky-map")
    sources
      .toDF("cntr", "ra", "dec", "class", "confidence", "outlier", "w1mpro")
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
    columnsOf("map.fits")
  }

  private def columnsOf(name: String): Map[String, Array[Double]] = {
    val fits = new Fits(folder.resolve(name).toFile)
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

  private val bins = Seq[(String, Double => Boolean)](
    "below_12" -> (_ < 12),
    "12_14p5" -> (w1 => w1 >= 12 && w1 < 14.5),
    "14p5_17" -> (w1 => w1 >= 14.5 && w1 < 17),
    "from_17" -> (w1 => w1 >= 17 && w1 < 30)
  )

  private def isIn(bin: String)(source: Source): Boolean =
    bins.toMap.get(bin) match {
      case Some(holds) => source._7.exists(holds)
      case None        => source._7.forall(_ == 99)
    }

  private lazy val selected: Map[String, Array[Double]] = {
    val options = Seq("--w1-edges", "12,14.5,17", "--confidence-above", "0.75")
    val outcome = map(Seq("--output", s"$folder/selection.fits", "--order", "5") ++ options: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    columnsOf("selection.fits")
  }

  "The selection function" should "be counted in each bin of W1, and add up to the table" in {
    val cells = byCell.toSeq.sortBy(_._1).map(_._2)
    val names = bins.map(_._1) :+ "unknown"
    for (name <- names) withClue(name) {
      val inBin = cells.map(_.filter(isIn(name)))
      val classified = inBin.map(_.filter(_._4.isDefined))
      val confident = classified.map(_.count(_._5.exists(_ > 0.75f)).toDouble)
      inBin.map(_.size).sum should be > 0
      selected(s"sources_w1_$name").toSeq shouldBe inBin.map(_.size.toDouble)
      selected(s"classified_w1_$name").toSeq shouldBe classified.map(_.size.toDouble)
      selected(s"confident_w1_$name").toSeq shouldBe confident
      for (
        (share, part) <- Seq(
          "completeness" -> classified.map(_.size.toDouble),
          "confident_completeness" -> confident
        )
      )
        selected(s"${share}_w1_$name").zip(part).zip(inBin).foreach {
          case ((found, _), Seq())   => found.isNaN shouldBe true
          case ((found, n), sources) => found shouldBe n / sources.size
        }
    }
    for (count <- Seq("sources", "classified", "confident"))
      names.map(name => selected(s"${count}_w1_$name").toSeq).transpose.map(_.sum) shouldBe
        selected(count).toSeq
    selected("sources").sum shouldBe 2000
    selected("confident_completeness").zip(selected("confident")).zip(selected("sources"))
      .foreach { case ((share, part), all) => share shouldBe part / all }
  }

  it should "say in the header what each column is" in {
    selected
    val fits = new Fits(folder.resolve("selection.fits").toFile)
    val header = fits.getHDU(1).getHeader
    val comments = (1 to header.getIntValue("TFIELDS")).map { i =>
      header.getStringValue(s"TTYPE$i") -> header.getStringValue(s"TCOMM$i")
    }.toMap
    fits.close()
    comments("sources_w1_12_14p5") shouldBe "Sources, 12 <= W1 < 14.5 mag"
    comments("confident_completeness_w1_from_17") shouldBe
      "Fraction with a class, confidence > 0.75, W1 >= 17 mag"
    comments("completeness") shouldBe "Fraction with a class"
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
    for (
      (option, value, column) <-
        Seq(("--w1-edges", "12,14", "w1mpro"), ("--confidence-above", "0.9", "class"))
    ) {
      val words = Seq("--sources", s"$folder/catalog", "--output", s"$folder/d.fits")
      val refused = CommandLine.allsky("map-sky" +: (words ++ Seq(option, value)): _*)
      refused.exitCode shouldBe 1
      refused.err.linesIterator.toSeq.last shouldBe
        s"map-sky: Cannot map --sources $folder/catalog: it has no column $column; leave out $option."
    }
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
    for (edges <- Seq("12", "14,12", "12,12", "-1,5", "12,26"))
      refusal("--output", s"$folder/x.fits", "--w1-edges", edges) should
        include("Invalid --w1-edges (two or more ascending magnitudes, 0 to 25): ")
    refusal("--output", s"$folder/x.fits", "--confidence-above", "1.5") should
      include("Invalid --confidence-above (0 to 1): 1.5")
    Files.writeString(folder.resolve("mine.fits"), "mine")
    refusal("--output", s"$folder/mine.fits") should include("already exists; add --overwrite")
    refusal("--output", s"$folder/predictions/x.fits") should include("--sources")
    Files.readString(folder.resolve("mine.fits")) shouldBe "mine"
  }
}
