package allsky.spark.cli

/** Where stars are in other years, by vectors, to compare the product with. */
object StraightMotion {

  case class Star(
      key: Long,
      ra: Option[Double],
      dec: Double,
      pmRa: Option[Double],
      pmDec: Option[Double],
      epoch: Option[Double]
  )

  def gaia(id: Long, ra: Double, dec: Double, pmRa: Double, pmDec: Double) =
    Star(id, Some(ra), dec, Some(pmRa), Some(pmDec), Some(2016.0))

  type Vector = Seq[Double]
  def plus(a: Vector, b: Vector): Vector = a.zip(b).map { case (x, y) => x + y }
  def times(a: Vector, factor: Double): Vector = a.map(_ * factor)
  def dot(a: Vector, b: Vector): Double = a.zip(b).map { case (x, y) => x * y }.sum
  def cross(a: Vector, b: Vector): Vector =
    Seq(a(1) * b(2) - a(2) * b(1), a(2) * b(0) - a(0) * b(2), a(0) * b(1) - a(1) * b(0))

  def unit(raDeg: Double, decDeg: Double): Vector = {
    val (ra, dec) = (math.toRadians(raDeg), math.toRadians(decDeg))
    Seq(math.cos(dec) * math.cos(ra), math.cos(dec) * math.sin(ra), math.sin(dec))
  }

  /** Along a straight line in space at constant speed, without radial velocity, as a vector. */
  def moved(star: Star, year: Double): Vector = {
    val (ra, dec) = (math.toRadians(star.ra.get), math.toRadians(star.dec))
    val east = Seq(-math.sin(ra), math.cos(ra), 0.0)
    val north =
      Seq(-math.sin(dec) * math.cos(ra), -math.sin(dec) * math.sin(ra), math.cos(dec))
    val motion = for {
      pmRa <- star.pmRa if !pmRa.isNaN
      pmDec <- star.pmDec if !pmDec.isNaN
      epoch <- star.epoch
    } yield {
      val radians = math.toRadians((year - epoch) / 3.6e6)
      plus(times(east, pmRa * radians), times(north, pmDec * radians))
    }
    val line = plus(unit(star.ra.get, star.dec), motion.getOrElse(Seq(0.0, 0.0, 0.0)))
    times(line, 1 / math.sqrt(dot(line, line)))
  }

  def raDec(v: Vector): (Double, Double) = {
    val ra = math.toDegrees(math.atan2(v(1), v(0)))
    ((ra + 360) % 360, math.toDegrees(math.atan2(v(2), math.hypot(v(0), v(1)))))
  }

  def arcsec(a: Vector, b: Vector): Double = {
    val sine = cross(a, b)
    math.toDegrees(math.atan2(math.sqrt(dot(sine, sine)), dot(a, b))) * 3600
  }
}
