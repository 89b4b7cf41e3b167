package allsky.spark.simulation

import allsky.RealSky
import allsky.simulation.SimulatedFootprint
import allsky.simulation.SimulatedSky
import allsky.simulation.SimulatedTile
import allsky.simulation.catalog.CatalogSource
import allsky.simulation.source.Preset
import allsky.sky.Separation
import allsky.spark.LocalSpark
import allsky.survey.{Band, SourceClass}
import java.nio.file.Files

import scala.collection.JavaConverters._

import org.apache.spark.ml.classification.RandomForestClassifier
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/**
 * The simulated classes must be as hard to tell apart as the real ones: a colour cut far from
 * enough, the whole catalog nearly so. Catalogs only, no images; the figures are simulated.
 */
class SimulatedDifficultySpec extends AnyFlatSpec with Matchers {

  private case class Labelled(label: Double, features: Vector, magnitudes: Vector)

  private lazy val (train, test) = halves(new SimulatedSky(1, Preset.PAPER, 4095, 3000))

  private def halves(sky: SimulatedSky): (Seq[Labelled], Seq[Labelled]) = {
    val tiles = SimulatedFootprint.tiles(2).asScala.map(sky.at)
    (labelled(tiles.head), labelled(tiles.last))
  }

  private def labelled(tile: SimulatedTile): Seq[Labelled] = {
    val rows = tile.catalog().asScala
    val byTenth = rows.groupBy(row => (row.dec * 120).toInt)
    val matched = for {
      spectrum <- tile.spectra().asScala
      if spectrum.primary && spectrum.zWarning == 0
      strip = (spectrum.dec * 120).toInt
      near = (strip - 1 to strip + 1).flatMap(byTenth.getOrElse(_, Nil)).map { row =>
        row -> Separation.arcsec(row.ra, row.dec, spectrum.ra, spectrum.dec)
      }
      if near.nonEmpty
      (row, separation) = near.minBy(_._2)
      if separation < 2
      magnitudes = Vectors.dense(row.bands.asScala.map(_.mpro).toArray)
      if !magnitudes.toArray.exists(_.isNaN)
    } yield Labelled(spectrum.sourceClass.ordinal, features(row), magnitudes)
    val smallest = matched.groupBy(_.label).values.map(_.size).min
    matched.groupBy(_.label).values.flatMap(_.take(smallest)).toSeq
  }

  /** W1, W1 - W2, W2 - W3, S/N in W3, difference of apertures, rchi2. */
  private def features(row: CatalogSource): Vector = {
    val w1 = row.in(Band.W1)
    val w2 = row.in(Band.W2)
    val w3 = row.in(Band.W3)
    Vectors.dense(
      w1.mpro,
      w1.mpro - w2.mpro,
      w2.mpro - w3.mpro,
      w3.snr,
      w1.mag1 - w1.mag3,
      w1.rchi2
    )
  }

  private def forest(columns: Int*): Double = {
    val spark = LocalSpark.session
    def frame(rows: Seq[Labelled]) = spark.createDataFrame(
      rows.map(row => (row.label, Vectors.dense(columns.map(row.features(_)).toArray)))
    ).toDF("label", "features")
    val model = new RandomForestClassifier()
      .setNumTrees(40)
      .setMaxDepth(10)
      .setMinInstancesPerNode(3)
      .setSeed(1)
      .fit(frame(train))
    val predictions = model.transform(frame(test)).select("label", "prediction").collect()
    val right = predictions.count(row => row.getDouble(0) == row.getDouble(1))
    right.toDouble / predictions.length
  }

  private val shares =
    Map(SourceClass.GALAXY -> 0.705, SourceClass.QSO -> 0.133, SourceClass.STAR -> 0.162)

  private def share(label: Double) = shares(SourceClass.values()(label.toInt))

  private def inMix(rows: Seq[Labelled]) = LocalSpark.session.createDataFrame(
    rows.map(row => (row.label, row.magnitudes, share(row.label)))
  ).toDF("label", "features", "weight")

  private lazy val (trainSdss, testSdss) = halves(new SimulatedSky(1, Preset.SDSS, 2048, 3000))

  /** A forest on W1 to W4 in the class mix of Clarke et al. 2020 (check-sky has the exact one). */
  private lazy val forestInMix = new RandomForestClassifier()
    .setNumTrees(20)
    .setMaxDepth(9)
    .setMaxBins(128)
    .setWeightCol("weight")
    .setSeed(1)
    .fit(inMix(trainSdss))

  /** Label and prediction of each row. */
  private def predicted(rows: Seq[Labelled]): Seq[(Double, Double)] =
    forestInMix.transform(inMix(rows)).select("label", "prediction").collect().toSeq
      .map(row => (row.getDouble(0), row.getDouble(1)))

  private def scores: Map[SourceClass, Double] = {
    val predictions = predicted(testSdss)
    SourceClass.values.map { c =>
      val wanted = predictions.filter(p => p._1 == c.ordinal || p._2 == c.ordinal)
      val right = wanted.filter(p => p._1 == p._2).map(p => share(p._1)).sum
      c -> 2 * right / (right + wanted.map(p => share(p._1)).sum)
    }.toMap
  }

  /** Real quasars of AllWISE (subclass Q). */
  private lazy val realQuasars: Seq[Labelled] = {
    val lines =
      Files.readAllLines(RealSky.path("catalogs/allwise_labelled_photometry.csv")).asScala
    val names = lines.head.split(",")
    val columns = (1 to 4).map(band => names.indexOf(s"W${band}mag_allwise"))
    for {
      line <- lines.tail.toSeq
      cells = line.split(",", -1)
      if cells(names.indexOf("SubClass")) == "Q" && columns.forall(cells(_).nonEmpty)
    } yield Labelled(
      SourceClass.QSO.ordinal,
      Vectors.zeros(1),
      Vectors.dense(columns.map(cells(_).toDouble).toArray)
    )
  }

  "The sdss preset" should "be as hard as real SDSS sources for a forest on W1 to W4" in {
    // Two tiles with a random depth: the tolerance is twice that of docs/simulated-sky.md.
    scores(SourceClass.GALAXY) shouldBe 0.915 +- 0.06
    scores(SourceClass.QSO) shouldBe 0.874 +- 0.06
    scores(SourceClass.STAR) shouldBe 0.563 +- 0.06
  }

  it should "teach a forest to find real quasars" taggedAs RealSky in {
    realQuasars.size should be > 600
    val found = predicted(realQuasars).count(p => p._1 == p._2)
    found.toDouble / realQuasars.size should be > 0.65
  }

  "The paper preset" should "be beyond a colour cut" in {
    val right = test.count { row =>
      val predicted = if (row.features(1) >= 0.8) 2.0 else if (row.features(2) >= 2.0) 1.0 else 0.0
      predicted == row.label
    }
    right.toDouble / test.size should (be > 0.72 and be < 0.83)
  }

  it should "be beyond a forest on W1 and W1 - W2" in {
    forest(0, 1) should (be > 0.73 and be < 0.82)
  }

  it should "be almost told by all of the catalog's features" in {
    // Wrong labels and wrong matches alone keep it below 0.995.
    forest(0, 1, 2, 3, 4, 5) should (be > 0.955 and be < 0.995)
  }
}
