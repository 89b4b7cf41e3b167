package allsky.fits

import java.nio.ByteBuffer
import java.nio.charset.StandardCharsets.ISO_8859_1

/** Makes small tile-compressed FITS images (FITS Standard 4.0, section 10.1) of given tiles. */
object CompressedImages {

  /** The cards of an Atlas image, without those of its pixels. */
  private val Atlas = Seq(
    "CTYPE1" -> "'RA---SIN'",
    "CTYPE2" -> "'DEC--SIN'",
    "CRVAL1" -> "121.0",
    "CRVAL2" -> "1.5",
    "CRPIX1" -> "32.5",
    "CRPIX2" -> "2.0",
    "CDELT1" -> "-0.0003819444391411",
    "CDELT2" -> "0.0003819444391411",
    "BAND" -> "1",
    "COADDID" -> "'1210p015_ac51'",
    "MAGZP" -> "20.5"
  )

  /**
   * A tile of the table.
   *
   * @param packed COMPRESSED_DATA
   * @param zipped GZIP_COMPRESSED_DATA
   */
  case class Tile(
      packed: Array[Byte],
      scale: Double = 1,
      zero: Double = 0,
      zipped: Array[Byte] = Array.emptyByteArray
  )

  /**
   * Bytes of a FITS file.
   *
   * @param elementBytes bytes of an element of the packed arrays
   * @param cards cards that replace others or are added
   */
  def fits(
      width: Int,
      height: Int,
      bitpix: Int,
      algorithm: String,
      tiles: Seq[Tile],
      cards: Map[String, String] = Map.empty,
      elementBytes: Int = 1
  ): Array[Byte] = {
    val quantised = bitpix < 0 && tiles.exists(_.scale != 1)
    val rowBytes = if (quantised) 32 else 16
    val heap = tiles.flatMap(tile => tile.packed ++ tile.zipped).toArray
    val rows = ByteBuffer.allocate(rowBytes * tiles.size)
    tiles.foldLeft(0) { (at, tile) =>
      rows.putInt(tile.packed.length / elementBytes).putInt(at)
      rows.putInt(tile.zipped.length).putInt(at + tile.packed.length)
      if (quantised) rows.putDouble(tile.scale).putDouble(tile.zero)
      at + tile.packed.length + tile.zipped.length
    }
    val table = Seq(
      "XTENSION" -> "'BINTABLE'",
      "BITPIX" -> "8",
      "NAXIS" -> "2",
      "NAXIS1" -> s"$rowBytes",
      "NAXIS2" -> s"${tiles.size}",
      "PCOUNT" -> s"${heap.length}",
      "GCOUNT" -> "1",
      "TFIELDS" -> (if (quantised) "4" else "2"),
      "TTYPE1" -> "'COMPRESSED_DATA'",
      "TFORM1" -> (if (elementBytes == 1) "'1PB(999)'" else "'1PI(999)'"),
      "TTYPE2" -> "'GZIP_COMPRESSED_DATA'",
      "TFORM2" -> "'1PB(999)'",
      "TTYPE3" -> "'ZSCALE'",
      "TFORM3" -> "'1D'",
      "TTYPE4" -> "'ZZERO'",
      "TFORM4" -> "'1D'",
      "ZIMAGE" -> "                   T",
      "ZCMPTYPE" -> s"'$algorithm'",
      "ZBITPIX" -> s"$bitpix",
      "ZNAXIS" -> "2",
      "ZNAXIS1" -> s"$width",
      "ZNAXIS2" -> s"$height"
    ) ++ Atlas
    val replaced = table.map { case (key, value) => key -> cards.getOrElse(key, value) } ++
      (cards -- table.map(_._1)).toSeq
    val primary =
      Seq("SIMPLE" -> "                   T", "BITPIX" -> "8", "NAXIS" -> "0", "EXTEND" -> "T")
    blocks(header(primary)) ++ blocks(header(replaced)) ++ blocks(rows.array ++ heap, 0)
  }

  private def header(cards: Seq[(String, String)]): Array[Byte] =
    (cards.map { case (key, value) => f"$key%-8s= $value".padTo(80, ' ') } :+ "END".padTo(80, ' '))
      .mkString
      .getBytes(ISO_8859_1)

  private def blocks(bytes: Array[Byte], fill: Byte = ' '): Array[Byte] =
    bytes.padTo((bytes.length + 2879) / 2880 * 2880, fill)
}
