package allsky.footprint

import allsky.sky.Separation
import allsky.sky.SkyPosition
import allsky.sky.SkyRegion
import allsky.survey.AtlasTile
import allsky.survey.AtlasTiling
import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class AtlasFootprintsSpec extends AnyFlatSpec with Matchers {

  private def cone(ra: Double, dec: Double, radius: Double): SkyRegion =
    new SkyRegion.Cone(SkyPosition.ofDegrees(ra, dec), radius)

  private def touching(region: SkyRegion): Set[String] =
    AtlasFootprints.touching(region).asScala.map(_.coaddId).toSet

  private val regions = Table[String, SkyRegion, SkyRegion](
    ("region", "itself", "and 75 arcsec around it"),
    ("a point", cone(150.1, 2.2, 0), cone(150.1, 2.2, 0.021)),
    ("a cone across 0 hours", cone(0.3, -1.2, 1.1), cone(0.3, -1.2, 1.121)),
    ("a cone beside a pole", cone(77.0, 88.9, 0.9), cone(77.0, 88.9, 0.921)),
    ("a cone with a pole in it", cone(200.0, -89.7, 0.5), cone(200.0, -89.7, 0.521)),
    (
      "a box across 0 hours",
      SkyRegion.Box.between(359.2, 1.1, -0.4, 0.9),
      SkyRegion.Box.between(359.17, 1.13, -0.43, 0.93)
    ),
    (
      "a sliver in the far north",
      SkyRegion.Box.between(100, 101, 80.0, 83.0),
      SkyRegion.Box.between(99.8, 101.2, 79.97, 83.03)
    ),
    (
      "a box up to the pole",
      SkyRegion.Box.between(350, 20, 88.2, 90),
      SkyRegion.Box.between(348, 22, 88.17, 90)
    ),
    (
      "a cap",
      SkyRegion.Box.between(0, 360, -90, -88.8),
      SkyRegion.Box.between(0, 360, -90, -88.77)
    )
  )

  /** Positions in a region, with distances smaller than the overlap of tiles. */
  private def grid(region: SkyRegion): Seq[SkyPosition] = {
    val near = for {
      dec <- (-600 to 600).map(_ * 0.15)
      steps = math.max(1, (2400 * math.cos(math.toRadians(dec))).toInt)
      ra <- (0 until steps).map(_ * 360.0 / steps)
      if region.contains(ra, dec)
    } yield SkyPosition.ofDegrees(ra, dec)
    near :+ region.inside
  }

  private def tilesAt(position: SkyPosition): Seq[String] =
    AtlasTiling.tiles.asScala
      .filter(tile => math.abs(tile.decDeg - position.decDeg) < 1.2)
      .filter(tile =>
        TileLocator.pixelsFromEdge(
          AtlasLocator.header(tile),
          position.raDeg,
          position.decDeg
        ) >= 0
      )
      .map(_.coaddId)
      .toSeq

  private def hasAPixelIn(tile: AtlasTile, region: SkyRegion): Boolean = {
    val projection = AtlasLocator.header(tile).projection
    val steps = (0 to 91).map(_ * 45.0 - 0.5)
    (for (x <- steps.iterator; y <- steps.iterator) yield projection.toSky(x, y))
      .exists(position => region.contains(position.raDeg, position.decDeg))
  }

  "The tiles that touch a region" should "be all tiles that contain a position of the region, and none far away" in {
    forAll(regions) { (_, region, grown) =>
      val found = AtlasFootprints.touching(region).asScala
      val names = found.map(_.coaddId).toSet
      grid(region).flatMap(tilesAt).toSet.diff(names) shouldBe empty
      found.filterNot(hasAPixelIn(_, grown)).map(_.coaddId) shouldBe empty
    }
  }

  they should "be all tiles of the Atlas for the complete sky" in {
    touching(SkyRegion.Box.between(0, 360, -90, 90)) should have size 18240
    touching(cone(10, 20, 180)) should have size 18240
  }

  "The distance to a box" should "be the distance to its nearest position" in {
    val boxes =
      Seq(
        SkyRegion.Box.between(350, 10, 20, 40),
        SkyRegion.Box.between(80, 300, -85, -70),
        SkyRegion.Box.between(5, 6, 60, 90)
      )
    val random = new scala.util.Random(7)
    for (box <- boxes; _ <- 1 to 40) {
      val (ra, dec) = (random.nextDouble() * 360, random.nextDouble() * 180 - 90)
      val nearest = (for (i <- 0 to 200; j <- 0 to 200) yield {
        val inside = SkyPosition.ofDegrees(
          box.raFromDeg + box.raWidthDeg * i / 200,
          box.decFromDeg + (box.decToDeg - box.decFromDeg) * j / 200
        )
        Separation.arcsec(ra, dec, inside.raDeg, inside.decDeg) / 3600
      }).min
      box.distanceDeg(ra, dec) should be <= nearest + 1e-9
      box.distanceDeg(ra, dec) should be >= nearest - 0.8
    }
  }
}
