package allsky.spark.tiles

import allsky.fits.AtlasImages
import allsky.survey.Band
import java.nio.file.{Files, Path}

/** A folder of small Atlas images in the archive's layout. */
class AtlasFolder {

  val path: Path = Files.createTempDirectory("allsky-tiles")

  /** Pixels with a value of their own in each band and tile. */
  def pixels(side: Int, band: Band, level: Float = 100f): Array[Array[Float]] =
    Array.tabulate(side, side)((y, x) => level + ((y * 31 + x * 17 + band.number) % 64) / 4f)

  /** Writes the three bands of a tile whose middle is at a position. */
  def addTile(
      coaddId: String,
      ra: Double,
      dec: Double,
      side: Int = 200,
      bands: Seq[Band] = Seq(Band.W1, Band.W2, Band.W3),
      more: Map[String, Any] = Map.empty
  ): AtlasFolder = {
    bands.foreach { band =>
      val cards = Map("COADDID" -> coaddId, "CRVAL1" -> ra, "CRVAL2" -> dec) ++ more
      add(coaddId, band, AtlasImages.fits(pixels(side, band), band, cards))
    }
    this
  }

  /** Writes the bytes of one band. */
  def add(coaddId: String, band: Band, bytes: Array[Byte]): Path = {
    val file = fileOf(coaddId, band)
    Files.createDirectories(file.getParent)
    Files.write(file, bytes)
  }

  def fileOf(coaddId: String, band: Band): Path =
    path
      .resolve(coaddId.take(2))
      .resolve(coaddId.take(4))
      .resolve(coaddId)
      .resolve(s"$coaddId-w${band.number}-int-3.fits")
}
