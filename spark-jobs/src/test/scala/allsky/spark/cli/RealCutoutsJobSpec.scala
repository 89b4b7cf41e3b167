package allsky.spark.cli

import allsky.RealSky
import allsky.calibration.Prediction
import allsky.inference.OnnxClassifier
import allsky.network.NetworkShape
import allsky.network.RandomModels
import allsky.network.model.ModelFolder
import allsky.spark.LocalSpark
import allsky.spark.catalog.CatalogReader
import allsky.spark.columns.TableInput
import allsky.survey.Band
import java.nio.file.{Files, Path}
import java.nio.{ByteBuffer, ByteOrder}

import nom.tam.fits.{Fits, ImageHDU}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/**
 * The jobs on real Atlas cutouts, against a plain calculation of its own: pixels by nom-tam-fits,
 * positions and the network's input one by one from the formulas.
 */
class RealCutoutsJobSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val bands = Seq(Band.W1, Band.W2, Band.W3)

  private lazy val cutouts = RealSky.path("allwise-cutouts")

  private def image(folder: String, band: Band): ImageHDU = {
    val fits = new Fits(cutouts.resolve(folder).resolve(s"WISE_$band.fits").toFile)
    try {
      val hdu = fits.readHDU().asInstanceOf[ImageHDU]
      hdu.getKernel
      hdu
    } finally fits.close()
  }

  /** A grid of positions inside each image, by its header's linear terms alone. */
  private def positions(folder: String): Seq[(Double, Double)] = {
    val header = image(folder, Band.W1).getHeader
    def card(name: String) = header.getDoubleValue(name)
    for (column <- 0 until 4; row <- 0 until 4) yield {
      val (x, y) = (30.3 + 50 * column, 30.7 + 50 * row)
      val dec = card("CRVAL2") + (y + 1 - card("CRPIX2")) * card("CDELT2")
      val cos = math.cos(math.toRadians(dec))
      (card("CRVAL1") + (x + 1 - card("CRPIX1")) * card("CDELT1") / cos, dec)
    }
  }

  /** The pixel of a position by the orthographic projection's textbook formula. */
  private def pixel(hdu: ImageHDU, ra: Double, dec: Double): (Double, Double) = {
    val header = hdu.getHeader
    def card(name: String) = header.getDoubleValue(name)
    val (a, d) = (math.toRadians(ra - card("CRVAL1")), math.toRadians(dec))
    val d0 = math.toRadians(card("CRVAL2"))
    val xi = math.toDegrees(math.cos(d) * math.sin(a))
    val eta =
      math.toDegrees(math.sin(d) * math.cos(d0) - math.cos(d) * math.sin(d0) * math.cos(a))
    (xi / card("CDELT1") + card("CRPIX1") - 1, eta / card("CDELT2") + card("CRPIX2") - 1)
  }

  /** The network's input of one band, straight from the formulas. */
  private def input(hdu: ImageHDU, band: Band, ra: Double, dec: Double): Array[Float] = {
    val pixels = hdu.getKernel.asInstanceOf[Array[Array[Float]]]
    val (x, y) = pixel(hdu, ra, dec)
    val (column, row) = (math.rint(x).toInt, math.rint(y).toInt)
    val window = Seq.tabulate(43, 43)((j, i) => pixels(row - 21 + j)(column - 21 + i))
    val ring = for {
      j <- 0 until 43
      i <- 0 until 43
      if math.min(math.min(i, j), 42 - math.max(i, j)) < 4
    } yield window(j)(i)
    val background = ring.sorted.apply(ring.size / 2)
    def stretched(i: Int, j: Int): Double = {
      val ratio = (pixels(j)(i) - background) / band.referenceSigmaDn
      math.log(ratio + math.sqrt(ratio * ratio + 1)) / 10
    }
    val step = 50.0 / 1.375 / 80
    (for (j <- 0 until 80; i <- 0 until 80) yield {
      val (u, v) = (x + (i - 39.5) * step, y + (j - 39.5) * step)
      val (left, top) = (math.floor(u).toInt, math.floor(v).toInt)
      val (s, t) = (u - left, v - top)
      ((1 - t) * ((1 - s) * stretched(left, top) + s * stretched(left + 1, top)) +
        t * ((1 - s) * stretched(left, top + 1) + s * stretched(left + 1, top + 1))).toFloat
    }).toArray
  }

  private def csv(rows: Seq[(Double, Double)]): Path = {
    val lines = "ra,dec" +: rows.map { case (ra, dec) => s"$ra,$dec" }
    Files.write(
      Files.createTempFile("real-positions", ".csv"),
      lines.mkString("\n").getBytes
    )
  }

  "stack-cutouts" should "cut every position of two real images out" taggedAs RealSky in {
    val sources = csv(positions("2010H") ++ positions("2010ag"))
    val output = Files.createTempDirectory("real").resolve("cutouts")
    val outcome = CommandLine.allsky(
      "stack-cutouts",
      "--sources",
      s"$sources",
      "--tiles",
      s"$cutouts",
      "--tile-index",
      s"${output.resolveSibling("index")}",
      "--output",
      s"$output"
    )
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val counts = spark.read.parquet(output.toString).groupBy("coadd_id", "status").count()
    counts.as[(String, String, Long)].collect().toSet shouldBe
      Set(("1210p015_ac51", "OK", 16L), ("2558p318_ac51", "OK", 16L))
  }

  "classify-allsky" should "say what the plain calculation says" taggedAs RealSky in {
    val folder = Files.createTempDirectory("real")
    val trained = RandomModels.model(NetworkShape.ofPaper, 5)
    ModelFolder.write(folder.resolve("model"), trained)
    val rows = positions("2010H") ++ positions("2010ag")
    val outcome = CommandLine.allsky(
      "classify-allsky",
      "--sources",
      s"${csv(rows)}",
      "--tiles",
      s"$cutouts",
      "--tile-index",
      s"${folder.resolve("index")}",
      "--model",
      s"${folder.resolve("model")}",
      "--priors",
      "training",
      "--output",
      s"${folder.resolve("predictions")}"
    )
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val answered = CatalogReader
      .read(spark, new TableInput("--output", s"${folder.resolve("predictions")}"))
      .rows
      .select("row", "prob_star", "prob_galaxy", "prob_qso")
      .as[(Long, Float, Float, Float)]
      .collect()
      .map(row => row._1 -> Seq(row._2, row._3, row._4))
      .toMap
    answered should have size 32
    val classifier = new OnnxClassifier(trained, 1)
    try
      for (((ra, dec), place) <- rows.zipWithIndex) {
        val name = if (place < 16) "2010H" else "2010ag"
        val values = bands.flatMap(band => input(image(name, band), band, ra, dec)).toArray
        val buffer =
          ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.nativeOrder).asFloatBuffer
        buffer.put(values).rewind()
        val expected =
          Prediction.of(trained.description.shape.classes, classifier.logits(buffer, 1), 1)
        for ((got, i) <- answered(place + 1L).zipWithIndex)
          got.toDouble shouldBe expected.probabilities.get(i).doubleValue +- 1e-4
      }
    finally classifier.close()
  }
}
