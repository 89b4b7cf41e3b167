package allsky.sky

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

/** The conversions of frames, against values of astropy 6 and later (SkyCoord, to ICRS). */
class CelestialFrameSpec extends AnyFlatSpec with Matchers {

  private val positions = Table(
    ("lon", "lat", "FK4 B1950", "FK5 J2000", "Galactic"),
    (
      0.0,
      0.0,
      (0.640684613, 0.278406970),
      (359.999993639, -0.000002528),
      (266.404988287, -28.936177762)
    ),
    (
      83.633,
      22.014,
      (84.385593275, 22.043058402),
      (83.632992375, 22.014005213),
      (282.229208910, 54.039696464)
    ),
    (
      266.405,
      -28.936,
      (267.199492458, -28.951539800),
      (266.404992053, -28.936005358),
      (90.942608636, -57.834302292)
    ),
    (
      192.25,
      27.4,
      (192.859479951, 27.128303131),
      (192.249996717, 27.400001297),
      (120.654356072, 29.268759516)
    ),
    (
      10.0,
      89.9,
      (174.629968537, 89.819180793),
      (9.996623131, 89.899998470),
      (192.962922833, 27.089250805)
    ),
    (
      359.99,
      -89.5,
      (0.521424316, -89.221506079),
      (359.990627012, -89.500002529),
      (12.386848019, -27.399355163)
    ),
    (
      123.456,
      -45.678,
      (123.858608682, -45.832314062),
      (123.455992678, -45.677993995),
      (13.242767199, 17.192187483)
    )
  )

  private def apart(
      frame: CelestialFrame,
      lon: Double,
      lat: Double,
      icrs: (Double, Double)
  ): Double = {
    val found = frame.toIcrs(lon, lat)
    Separation.arcsec(found.raDeg, found.decDeg, icrs._1, icrs._2)
  }

  "Positions" should "become ICRS from each frame" in {
    forAll(positions) { (lon, lat, fk4, fk5, galactic) =>
      apart(CelestialFrame.FK4_B1950, lon, lat, fk4) should be < 1e-4
      apart(CelestialFrame.FK5, lon, lat, fk5) should be < 1e-5
      // The definition of Hipparcos in ICRS; astropy's is by way of B1950 and FK5.
      apart(CelestialFrame.GALACTIC, lon, lat, galactic) should be < 0.05
      apart(CelestialFrame.ICRS, lon, lat, (lon, lat)) shouldBe 0.0
    }
  }
}
