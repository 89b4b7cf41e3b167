package allsky.spark.corpus

import allsky.cutout.CutoutShape
import allsky.fits.AtlasImages
import allsky.spark.LocalSpark
import allsky.spark.tiles.TileCutter
import allsky.spark.tiles.TileIndex
import allsky.survey.Band
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import org.apache.spark.util.SerializableConfiguration

/** A tile of three small images, of which that of W2 is damaged. */
object ImageSpecimens {

  private val Side = 80
  private val bands = Seq(Band.W1, Band.W2, Band.W3)
  private val shape = new CutoutShape(bands.asJava, 50)
  private lazy val hadoop =
    new SerializableConfiguration(LocalSpark.session.sparkContext.hadoopConfiguration)

  private lazy val images: Map[Band, Array[Byte]] = bands.map { band =>
    val pixels =
      Array.tabulate(Side, Side)((y, x) => 100f + ((y * 31 + x * 17 + band.number) % 64) / 4f)
    band -> AtlasImages.fits(pixels, band)
  }.toMap

  /** The status and the pixels of the source in the middle, of each tile. */
  private def cutouts(folder: Path, ending: String, w2: Array[Byte]): Seq[(String, Seq[Float])] = {
    bands.foreach { band =>
      val damaged = band == Band.W2
      val name = s"1210p015_ac51-w${band.number}-int-3.fits"
      Files.write(
        folder.resolve(name + (if (damaged) ending else "")),
        if (damaged) w2 else images(band)
      )
    }
    val tiles = TileIndex.of(LocalSpark.session, folder.toString).tiles.asScala
    tiles.map { tile =>
      val cutter = TileCutter.open(tile, shape, hadoop)
      val cut = cutter.cut(AtlasImages.RaDeg, AtlasImages.DecDeg)
      Option(cutter.problem).foreach(requireOneLine)
      (cut.status.name, Option(cut.cutout).toSeq.flatMap(_.pixels.toSeq))
    }
  }

  /** A problem is a line of the log and of the summary. */
  private def requireOneLine(problem: String): Unit =
    OneLine.faults(problem).foreach(fault => throw new IllegalStateException(fault))

  private lazy val undamaged: Seq[(String, Seq[Float])] = {
    val folder = Files.createTempDirectory("allsky-corpus")
    cutouts(folder, "", images(Band.W2))
  }

  private class Image(val name: String, ending: String, val mutations: Seq[Mutation])
      extends Specimen {

    val kind = "image"

    def bytes: Array[Byte] = images(Band.W2)

    def work(folder: Path, damaged: Array[Byte], mutation: Mutation): Seq[String] = {
      val found = cutouts(folder, ending, damaged)
      val other = found.filter(_._1 == "OK").filterNot(undamaged.contains)
      (if (found.isEmpty) Seq("no tile, so no status of its sources") else Nil) ++
        (if (mutation.keepsValues && other.nonEmpty) Seq("other pixels") else Nil) ++
        (if (found.exists(_._2.exists(_.isInfinite))) Seq("a pixel that is infinite") else Nil)
    }
  }

  /** What a run keeps of the headers for the next one; damaged, the headers are read again. */
  private object Kept extends Specimen {
    val kind = "bookkeeping"
    val name = "_tiles/tiles.parquet"
    val mutations: Seq[Mutation] = ByteMutations.all

    private lazy val home: Path = {
      val folder = Files.createTempDirectory("allsky-corpus")
      bands.foreach(band =>
        Files.write(folder.resolve(s"1210p015_ac51-w${band.number}-int-3.fits"), images(band))
      )
      folder
    }

    private def index(kept: Path) =
      TileIndex.of(LocalSpark.session, home.toString, kept.toString).tiles.asScala

    lazy val bytes: Array[Byte] = {
      val kept = Files.createTempDirectory("allsky-corpus").resolve("_tiles")
      index(kept)
      Files.readAllBytes(kept.resolve("tiles.parquet"))
    }

    def work(folder: Path, damaged: Array[Byte], mutation: Mutation): Seq[String] = {
      val kept = Files.createDirectories(folder.resolve("_tiles"))
      Files.write(kept.resolve("tiles.parquet"), damaged)
      index(kept).map(_.paths.size).filter(_ != bands.size).map(n => s"$n bands of the tile").toSeq
    }
  }

  val all: Seq[Specimen] = Seq(
    Kept,
    new Image("w2.fits", "", ByteMutations.all ++ FitsMutations.ofImages),
    new Image("w2.fits.gz", ".gz", ByteMutations.packed)
  )
}
