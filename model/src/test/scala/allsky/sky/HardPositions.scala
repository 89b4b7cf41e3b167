package allsky.sky

import org.scalacheck.Gen

/** Positions that are difficult for an index: at poles, at 0 hours, at zone borders, duplicates. */
object HardPositions {

  private val hardRa = Gen.frequency(
    4 -> Gen.choose(0.0, 360.0),
    2 -> Gen.choose(0.0, 0.01),
    2 -> Gen.choose(359.99, 360.0),
    1 -> Gen.oneOf(0.0, 90.0, 180.0, 359.9999999999, Math.nextDown(360.0), 360.0)
  )
  private val hardDec = Gen.frequency(
    3 -> Gen.choose(-90.0, 90.0),
    3 -> Gen.choose(-0.01, 0.01),
    2 -> Gen.choose(89.99, 90.0),
    2 -> Gen.choose(-90.0, -89.99),
    1 -> Gen.oneOf(-90.0, 90.0, 0.0, 30.0 / 3600, -30.0 / 3600)
  )
  val position = Gen.zip(hardRa, hardDec)
  val positions = Gen.listOf(position).flatMap { some =>
    Gen.someOf(some).map(repeated => some ++ repeated)
  }
}
