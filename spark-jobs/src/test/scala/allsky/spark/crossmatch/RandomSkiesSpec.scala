package allsky.spark.crossmatch

import allsky.spark.crossmatch.request.MatchMode
import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class RandomSkiesSpec
    extends AnyFlatSpec
    with Matchers
    with ScalaCheckPropertyChecks
    with BruteForce {

  private val anyRa = Gen.frequency(9 -> Gen.choose(0.0, 360.0), 1 -> Gen.oneOf(0.0, 360.0))

  /** Both poles, 0 hours, a crowd, places that two rows may share, and the rest of the sky. */
  private def place(scatterDeg: Double): Gen[(Double, Double)] = {
    val near = Gen.choose(-scatterDeg, scatterDeg)
    Gen.oneOf(
      Gen.zip(anyRa, near.map(90 - _.abs)),
      Gen.zip(anyRa, near.map(_.abs - 90)),
      Gen.zip(near.map(ra => (ra + 360) % 360), near),
      Gen.zip(near.map(123 + _), near.map(45 + _)),
      Gen.oneOf((0.0, 0.0), (360.0, 0.0), (10.0, 90.0), (200.0, 90.0), (77.0, -90.0)),
      Gen.zip(anyRa, Gen.choose(-1.0, 1.0).map(z => math.toDegrees(math.asin(z))))
    )
  }

  /** Two catalogs. No shrinking: it would start hundreds of Spark jobs. */
  private case class Skies(left: Seq[Position], right: Seq[Position])

  /** Some places are in both catalogs, and some in a catalog twice; keys are in no order. */
  private def skies(radius: Double): Gen[Skies] = {
    val places = Gen.choose(1, 240).flatMap(Gen.listOfN(_, place(math.max(0.01, radius / 1800))))
    def withRepeats(some: Seq[(Double, Double)]) = Gen.someOf(some).map(some ++ _)
    def keyed(some: Seq[(Double, Double)], firstKey: Long) =
      Gen.long.map(seed => new scala.util.Random(seed).shuffle(some)).map(_.zipWithIndex).map {
        _.map { case ((ra, dec), i) => Position(firstKey + 7919L * i % 1009, ra, dec) }
      }
    for {
      ofLeft <- places
      ofRight <- places
      shared <- Gen.someOf(ofLeft)
      left <- withRepeats(ofLeft).flatMap(keyed(_, -500))
      right <- withRepeats(ofRight ++ shared).flatMap(keyed(_, 10000))
    } yield Skies(left, right)
  }

  for {
    ((finder, maxIndexRows, maxNeighbours, modes), way) <- Seq(
      ("an index", 1000000L, Int.MaxValue, MatchMode.values.toSeq),
      ("a join of fields", 0L, Int.MaxValue, MatchMode.values.toSeq),
      ("an index whose rows are all crowds", 1000000L, 0, Seq(MatchMode.BEST, MatchMode.MUTUAL)),
      ("a join of fields that are all crowds", 0L, 0, Seq(MatchMode.BEST, MatchMode.MUTUAL))
    ).zipWithIndex
    (mode, i) <- modes.zipWithIndex
  } s"The $mode matches by $finder" should "be those of brute force on any sky" in {
    // One large sky tries as many positions as two small ones, in half of the Spark jobs.
    // Each mode, and each way to find pairs, meets each of the radii.
    for (radius <- Seq(20.0, if ((way + i) % 2 == 0) 0.0 else 36000.0)) {
      forAll(skies(radius), minSuccessful(1)) { (some: Skies) =>
        withClue(s"radius $radius, ") {
          matched(some.left, some.right, mode, radius, maxIndexRows, maxNeighbours).sorted shouldBe
            byBruteForce(some.left, some.right, mode, radius).sorted
        }
      }
    }
  }
}
