package allsky.spark.cli

import allsky.fits.AtlasImages
import allsky.spark.LocalSpark
import allsky.spark.tiles.AtlasFolder
import allsky.survey.Band
import java.nio.file.Path

import scala.util.Random

/** A source of known class at a pixel of a tile. */
case class Placed(cntr: Long, ra: Double, dec: Double, label: String, split: String)

/**
 * One tile of 144 sources whose classes differ in the band in which they shine, the jobs that learn
 * from it, and a list that has two sources more: one without a tile, one without a position.
 */
class ShiningSky(folder: Path) {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val classes = Seq("STAR", "GALAXY", "QSO")
  private val scaleDeg = 0.0003819444391411
  private val side = 620
  private val spacing = 48

  /** Sources on a grid of the tile, a grid point each, at the plane's approximation of SIN. */
  private val placed: Seq[(Placed, Int, Int)] = for {
    row <- 0 until 12
    column <- 0 until 12
  } yield {
    val (x, y) = (46 + spacing * column, 46 + spacing * row)
    val number = row * 12 + column
    val split = Seq("train", "train", "train", "validation", "test")(number % 5)
    val ra = (360 - (x - (side - 1) / 2.0) * scaleDeg) % 360
    val dec = (y - (side - 1) / 2.0) * scaleDeg
    (Placed(number, ra, dec, classes(number % 3), split), x, y)
  }

  private def pixels(band: Band): Array[Array[Float]] = {
    val noise = new Random(band.number)
    val image = Array.fill(side, side)((100 + noise.nextGaussian() * 0.3).toFloat)
    for ((source, x, y) <- placed; dy <- -8 to 8; dx <- -8 to 8) {
      val shines = classes.indexOf(source.label) == band.ordinal
      val peak = (if (shines) 40 else 4) * band.referenceSigmaDn
      image(y + dy)(x + dx) += (peak * math.exp(-(dx * dx + dy * dy) / 18.0)).toFloat
    }
    image
  }

  val tiles: AtlasFolder = {
    val tiles = new AtlasFolder()
    for (band <- Seq(Band.W1, Band.W2, Band.W3)) {
      val cards = Map("COADDID" -> "0000p000_ac51", "CRVAL1" -> 0.0, "CRVAL2" -> 0.0)
      tiles.add("0000p000_ac51", band, AtlasImages.fits(pixels(band), band, cards))
    }
    tiles
  }

  /** The sources with a label; 87 of them to train, 29 to validate. */
  val labels: Map[Long, String] = placed.map { case (s, _, _) => s.cntr -> s.label }.toMap

  private val matches = folder.resolve("matches")
  placed.map(_._1).toDF().write.parquet(matches.toString)

  lazy val sources: Path = {
    val path = folder.resolve("sources")
    val far = Placed(1000, 90, 45, null, null)
    (placed.map(_._1) :+ far)
      .map(s => (s.cntr, s.ra, s.dec, 12.5f))
      .toDF("cntr", "ra", "dec", "w1mpro")
      .union(Seq((1001L, Double.NaN, 0.0, 13f)).toDF())
      .write
      .parquet(path.toString)
    path
  }

  lazy val cutouts: Path = stacked("cutouts", matches)

  lazy val cutoutsAsArrays: Path = stacked("arrays", matches, "--tensor-format", "array")

  lazy val withoutLabels: Path = stacked("unlabelled", sources)

  private def stacked(name: String, sources: Path, options: String*): Path = {
    val output = folder.resolve(name)
    val words = Seq("--sources", s"$sources", "--tiles", s"${tiles.path}", "--output", s"$output")
    val outcome = CommandLine.allsky(("stack-cutouts" +: words) ++ options: _*)
    assert(outcome.exitCode == 0, outcome.err)
    output
  }

  /** Learns from the cutouts; IICnet-lite, which is quicker, if neither network nor inputs are named. */
  def train(model: Path, options: String*): Outcome = trainOn(cutouts, model, options: _*)

  def trainOn(cutouts: Path, model: Path, options: String*): Outcome = {
    val isNamed = Seq("--network", "--inputs").exists(options.contains)
    val network = if (isNamed) Nil else Seq("--network", "iicnet-lite")
    CommandLine.allsky(
      Seq("train-iicnet", "--cutouts", s"$cutouts", "--model", s"$model") ++ network ++
        Seq("--batch-size", "8", "--learning-rate", "1e-3") ++ options: _*
    )
  }

  def classify(model: Path, output: Path, options: String*): Outcome =
    CommandLine.allsky(
      Seq("classify-allsky", "--model", s"$model", "--output", s"$output") ++ options: _*
    )

  /** The options of classify-allsky that cut the sources out of the tile. */
  def fromTiles(options: String*): Seq[String] =
    Seq("--sources", s"$sources", "--tiles", s"${tiles.path}") ++ options
}
