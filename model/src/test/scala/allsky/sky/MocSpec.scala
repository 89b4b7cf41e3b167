package allsky.sky

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** Multi-order coverage maps, against the cell of each position in each order. */
class MocSpec extends AnyFlatSpec with Matchers {

  private val random = new Random(8)

  /** Cells of several orders, some of which overlap or touch, at the poles and elsewhere. */
  private val cells: Seq[(Int, Long)] =
    Seq(0 -> 4L, 1 -> 3L, 2 -> 48L, 3 -> 0L, 3 -> 1L, 29 -> 5L) ++
      Seq.fill(200)((4 + random.nextInt(5), random.nextInt(12 << 8).toLong)).distinct

  private val positions = Seq.fill(20000)(
    (random.nextDouble() * 360, math.toDegrees(math.asin(2 * random.nextDouble() - 1)))
  ) ++ Seq((0.0, 90.0), (10.0, -90.0), (360.0, 0.0))

  private def isIn(ra: Double, dec: Double) =
    cells.exists { case (order, cell) => Healpix.cell(order, ra, dec) == cell }

  private val text = cells.map { case (order, cell) => s"$order/$cell" }.mkString(" ")

  "A map" should "contain the positions of its cells, however it is written" in {
    val shift = cells.map { case (order, cell) => (cell, 2 * (29 - order)) }
    val json = cells.groupBy(_._1).map { case (order, some) =>
      s""""$order": [${some.map(_._2).mkString(", ")}]"""
    }
    val maps = Seq(
      Moc.ofText(text),
      Moc.ofText(json.mkString("{", ", ", "}")),
      Moc.ofUniq(cells.map { case (order, cell) => cell + (4L << (2 * order)) }.toArray),
      Moc.ofRanges(shift.flatMap { case (cell, bits) =>
        Seq(cell << bits, (cell + 1) << bits)
      }.toArray)
    )
    val wanted = positions.map { case (ra, dec) => isIn(ra, dec) }
    wanted.count(identity) should (be > 2000 and be < 18000)
    for (map <- maps)
      positions.map { case (ra, dec) => map.contains(ra, dec) } shouldBe wanted
  }

  it should "know the part of the sky that it covers" in {
    Moc.ofText("1/0-3 0/0,7").fraction shouldBe 2.0 / 12 +- 1e-12
    Moc.ofText("0/0-11").fraction shouldBe 1
  }

  it should "have limits of declination around all its positions" in {
    for ((order, cell) <- cells.take(60)) {
      val map = Moc.ofText(s"$order/$cell")
      map.decToDeg - map.decFromDeg should be < 2 * 49.0 / (1 << order) + 0.01
      positions
        .filter { case (ra, dec) => Healpix.cell(order, ra, dec) == cell }
        .foreach { case (_, dec) => dec should (be >= map.decFromDeg and be <= map.decToDeg) }
    }
  }

  it should "reach all positions within a distance" in {
    val map = Moc.ofText(text)
    for (distance <- Seq(1e-6, 0.02, 1.0, 6.0)) {
      val near = positions.filter { case (ra, dec) => isIn(ra, dec) }.take(2000).map {
        case (ra, dec) => new SkyPosition(ra % 360, dec)
            .towards(random.nextDouble() * 360, distance * 3600 * random.nextDouble())
      }
      near.forall(p => map.mayReach(p.raDeg, p.decDeg, distance)) shouldBe true
    }
    Moc.ofText("3/0").mayReach(200, -60, 0.02) shouldBe false
  }

  for (
    (wrong, message) <- Seq(
      "3/768" -> "Invalid HEALPix cell of order 3: 768",
      "30/1" -> "Invalid HEALPix cell of order 30",
      "3/5-4" -> "Invalid HEALPix cell of order 3: 5",
      "3/" -> "it is no list of HEALPix cells",
      "3/1 x" -> "at x",
      "{\"3\": [1.5]}" -> "it is no list of HEALPix cells"
    )
  )
    s"The text $wrong" should "be refused" in {
      (the[IllegalArgumentException] thrownBy Moc.ofText(wrong)).getMessage should include(message)
    }

  "Numbers" should "be refused if they are no cells" in {
    an[IllegalArgumentException] should be thrownBy Moc.ofUniq(Array(3L))
    an[IllegalArgumentException] should be thrownBy Moc.ofUniq(Array(Long.MaxValue))
    an[IllegalArgumentException] should be thrownBy Moc.ofRanges(Array(5L, 5L))
    an[IllegalArgumentException] should be thrownBy Moc.ofRanges(Array(5L))
  }

  "Numbers of a map" should "be the same cells again, as few as possible" in {
    val four = Moc.ofText("3/4-7,9 5/700").toUniq
    four shouldBe Array(4L * 4 * 4 + 1, 4L * 64 + 9, 4L * 1024 + 700)
    Moc.ofUniq(four).toUniq shouldBe four
    Moc.ofRanges(Array(0L, 12L << 58)).toUniq shouldBe (4L until 16L).toArray
    Moc.ofRanges(Array(5L, 6L)).toUniq shouldBe Array((4L << 58) + 5)
  }

  "A path" should "not be taken for cells" in {
    Moc.isText("3/1-4,9 5/2") shouldBe true
    Moc.isText("{\"3\": [1]}") shouldBe true
    for (path <- Seq("moc.fits", "s3a://b/3/moc.txt", "3/moc.fits", "/3/1"))
      Moc.isText(path) shouldBe false
  }
}
