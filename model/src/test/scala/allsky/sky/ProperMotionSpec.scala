package allsky.sky

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks

class ProperMotionSpec extends AnyFlatSpec with Matchers with TableDrivenPropertyChecks {

  // From astropy 8.0.1: SkyCoord.apply_space_motion, at a distance of 10 Gpc.
  private val moved = Table(
    ("ra", "dec", "pm ra", "pm dec", "years", "ra then", "dec then"),
    (269.45207695, 4.69336497, -801.551, 10362.394, -15.5, 269.45553946199925, 4.64874910751064),
    (10.0, 89.999, 500.0, -300.0, 20.0, 56.16913933116755, 89.9961493947921),
    (0.00001, -60.0, -4000.0, 2500.0, 15.5, 359.96557676401034, -59.989231630000845)
  )

  "A proper motion" should "move a position as astropy does" in {
    forAll(moved) { (ra, dec, pmRa, pmDec, years, raThen, decThen) =>
      val later = new ProperMotion(pmRa, pmDec).from(SkyPosition.ofDegrees(ra, dec), years)
      // Near a pole astropy subtracts nearly equal numbers; its precision there is a microarcsec.
      Separation.arcsec(later.raDeg, later.decDeg, raThen, decThen) should be < 1e-6
    }
  }

  it should "not move a position in zero years" in {
    val start = SkyPosition.ofDegrees(359.999, -12.5)
    new ProperMotion(3000, -2000).from(start, 0) shouldBe start
    new ProperMotion(0, 0).from(start, 15.5) shouldBe start
  }
}
