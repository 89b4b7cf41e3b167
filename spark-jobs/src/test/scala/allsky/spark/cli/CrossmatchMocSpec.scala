package allsky.spark.cli

import allsky.sky.{Healpix, Separation}
import allsky.spark.LocalSpark

import java.io.FileOutputStream
import scala.util.Random

import nom.tam.fits.{BinaryTable, Fits}
import nom.tam.util.FitsOutputStream
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The region --moc of crossmatch, against a comparison of every source with every partner. */
class CrossmatchMocSpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private lazy val spark = LocalSpark.session

  private case class Place(key: String, ra: Double, dec: Double)

  private val random = new Random(21)

  /** Around right ascension 0 and the limit of the polar cap, where cells have several shapes. */
  private val stars = (1 to 800).map(i =>
    Place(
      s"s$i",
      (360 + (random.nextDouble() - 0.5) * 4) % 360,
      41.8 + (random.nextDouble() - 0.5) * 3
    )
  )
  private val partners = stars.zipWithIndex.map { case (star, i) =>
    Place(
      s"p$i",
      (360 + star.ra + (random.nextDouble() - 0.5) * 6 * arcsec) % 360,
      star.dec + (random.nextDouble() - 0.5) * 6 * arcsec
    )
  }

  private def csv(name: String, places: Seq[Place]): String =
    file(name, ("id,ra,dec" +: places.map(p => s"${p.key},${p.ra},${p.dec}")) :+ "faulty,,60": _*)

  private lazy val (left, right) = (csv("moc-stars.csv", stars), csv("moc-partners.csv", partners))

  /** The cells of every second star in order 12, and one large cell. */
  private val cells: Set[(Int, Long)] =
    stars.zipWithIndex.collect { case (star, i) if i % 2 == 0 => star }.map(star =>
      12 -> Healpix.cell(12, star.ra, star.dec)
    ).toSet + (6 -> Healpix.cell(6, 1, 41))

  private def isInside(place: Place) =
    cells.exists { case (order, cell) => Healpix.cell(order, place.ra, place.dec) == cell }

  private def pairs(stars: Seq[Place], partners: Seq[Place]): Set[(String, String)] = (for {
    star <- stars
    partner <- partners
    if Separation.arcsec(star.ra, star.dec, partner.ra, partner.dec) <= 3
  } yield star.key -> partner.key).toSet

  private def fits(name: String, ordering: String, numbers: AnyRef, cards: (String, String)*) = {
    val path = folder.resolve(name)
    val table = new BinaryTable()
    table.addColumn(numbers)
    val hdu = table.toHDU()
    (Seq("ORDERING" -> ordering, "COORDSYS" -> "C") ++ cards).foreach { case (keyword, value) =>
      hdu.getHeader.addValue(keyword, value, "")
    }
    val out = new FitsOutputStream(new FileOutputStream(path.toFile))
    val file = new Fits()
    file.addHDU(Fits.makeHDU(null: Object))
    file.addHDU(hdu)
    file.write(out)
    out.close()
    path.toString
  }

  private def matched(options: String*): (Set[(String, String)], Outcome) = {
    val output = newFolder().toString
    val result = run(
      Seq("--sources", left, "--spectra", right, "--output", output, "--radius-arcsec", "3") ++
        Seq("--match", "all") ++ options: _*
    )
    withClue(result.err)(result.exitCode shouldBe 0)
    val rows = spark.read.parquet(output).select("id", "match_id").collect()
    rows.map(row => row.getString(0) -> row.getString(1)).toSet -> result
  }

  private lazy val text = cells.map { case (order, cell) => s"$order/$cell" }.mkString(" ")

  private lazy val ranges = cells.toArray.sorted.flatMap { case (order, cell) =>
    Seq(cell << (2 * (29 - order)), (cell + 1) << (2 * (29 - order)))
  }

  for (
    (name, value) <- Seq[(String, () => String)](
      "as text" -> (() => text),
      "in an ASCII file" -> (() => file("moc.txt", text.replace(" ", "\n"))),
      "of MOC 1.1" -> (() =>
        fits("nuniq.fits", "NUNIQ", cells.toArray.map { case (o, c) => (c + (4L << 2 * o)).toInt })
      ),
      "of MOC 2.0" -> (() => fits("range.fits", "RANGE", ranges, "MOCDIM" -> "SPACE"))
    )
  )
    s"A map $name" should "keep the sources in it, with all their partners" in {
      val inside = stars.filter(isInside)
      val (found, result) = matched("--moc", value())
      found shouldBe pairs(inside, partners)
      found.size should (be > 100 and be < 750)
      withClue("partners outside")(
        pairs(inside, partners.filterNot(isInside)) should not be empty
      )
      result.out should include(s"are used, ${inside.size} rows in all")
      result.out should not include "NO_POSITION"
    }

  it should "keep the rows of both catalogs in it if all are written" in {
    val (found, _) = matched("--moc", text, "--join", "right")
    val inRight = partners.filter(isInside)
    val both = pairs(stars.filter(isInside), inRight)
    found shouldBe
      both ++ inRight.map(_.key).filterNot(both.map(_._2)).map((null: String) -> _)
  }

  "A map that is none" should "be refused" in {
    def refusal(options: String*): String =
      run(Seq("--sources", left, "--spectra", right, "--output", "x") ++ options: _*).err.trim
    refusal("--moc", "3/768") should endWith(
      "Invalid --moc 3/768: Invalid HEALPix cell of order 3: 768"
    )
    refusal("--moc", "3/7", "--cone", "1,2,3") should
      endWith("Invalid --moc 3/7 (not with --cone or --box).")
    refusal("--moc", "nowhere.fits") should include("Cannot read --moc nowhere.fits: ")
    refusal("--moc", left) should include("it is no list of HEALPix cells")
    refusal("--moc", fits("galactic.fits", "NUNIQ", Array(4), "COORDSYS" -> "G")) should
      include("COORDSYS is G, not C (equatorial, ICRS)")
    refusal("--moc", fits("time.fits", "RANGE", Array(4L, 5L), "MOCDIM" -> "TIME.SPACE")) should
      include("it is a map of TIME.SPACE, not of the sky only")
    refusal("--moc", fits("other.fits", "NESTED", Array(4))) should
      include("ORDERING is NESTED, not NUNIQ or RANGE, so it is no MOC")
  }
}
