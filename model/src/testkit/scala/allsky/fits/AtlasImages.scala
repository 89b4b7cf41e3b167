package allsky.fits

import allsky.fits.image.FitsImage
import allsky.fits.wcs.TileProjection
import allsky.survey.Band
import java.io.{ByteArrayInputStream, ByteArrayOutputStream}
import java.nio.charset.StandardCharsets.ISO_8859_1
import java.util.zip.GZIPOutputStream

import scala.collection.JavaConverters._

import nom.tam.fits.{Fits, FitsFactory, Header}
import nom.tam.util.FitsOutputStream

/** Makes small FITS images with the cards of an Atlas image. */
object AtlasImages {

  val RaDeg = 121.0
  val DecDeg = 1.5

  /** Bytes of a FITS image whose reference pixel, in the middle, is at (RaDeg, DecDeg). */
  def fits(
      pixels: AnyRef,
      band: Band,
      cards: Map[String, Any] = Map.empty,
      without: Seq[String] = Nil
  ): Array[Byte] = {
    val hdu = FitsFactory.hduFactory(pixels)
    val header = hdu.getHeader
    val atlas: Map[String, Any] = Map(
      "CTYPE1" -> "RA---SIN",
      "CTYPE2" -> "DEC--SIN",
      "CRVAL1" -> RaDeg,
      "CRVAL2" -> DecDeg,
      "CRPIX1" -> (header.getIntValue("NAXIS1") + 1) / 2.0,
      "CRPIX2" -> (header.getIntValue("NAXIS2") + 1) / 2.0,
      "CDELT1" -> -0.0003819444391411,
      "CDELT2" -> 0.0003819444391411,
      "CROTA2" -> 0.0,
      "EQUINOX" -> 2000.0,
      "BAND" -> band.number,
      "COADDID" -> "1210p015_ac51",
      "MAGZP" -> band.magnitudeZeroPoint
    )
    ((atlas -- without) ++ cards).foreach {
      case (card, value: String) => header.addValue(card, value, "")
      case (card, value: Int)    => header.addValue(card, value, "")
      case (card, value: Double) => header.addValue(card, value, "")
      case (card, value)         => throw new IllegalArgumentException(s"$card: $value")
    }
    val bytes = new ByteArrayOutputStream()
    val file = new Fits()
    file.addHDU(hdu)
    val stream = new FitsOutputStream(bytes)
    file.write(stream)
    stream.flush()
    bytes.toByteArray
  }

  def image(
      pixels: Array[Array[Float]],
      band: Band,
      cards: Map[String, Any] = Map.empty
  ): FitsImage =
    FitsImage.read(new ByteArrayInputStream(fits(pixels, band, cards)), "tile-w1-int-3.fits")

  /** The same file with other cards in its first header, 80 characters each, without END. */
  def edited(bytes: Array[Byte])(edit: Seq[String] => Seq[String]): Array[Byte] = {
    val cards = bytes.grouped(80).map(new String(_, ISO_8859_1)).takeWhile(!_.startsWith("END  "))
    val old = cards.toSeq
    val data = bytes.drop((old.size + 36) / 36 * 2880)
    blocks(edit(old)) ++ data
  }

  /** The same file with more cards at the end of its first header, such as "MAGZP   = 3". */
  def withCards(bytes: Array[Byte], more: String*): Array[Byte] = edited(bytes)(_ ++ more)

  private def blocks(cards: Seq[String]): Array[Byte] = {
    val text = (cards :+ "END").map(_.padTo(80, ' ')).mkString
    text.padTo((text.length + 2879) / 2880 * 2880, ' ').getBytes(ISO_8859_1)
  }

  /** The cards of a header. */
  private[fits] def cards(header: Header): FitsCards = {
    val bytes = blocks(header.iterator.asScala.map(_.toString).toSeq)
    FitsCards.after(bytes.take(2880), new ByteArrayInputStream(bytes.drop(2880)))
  }

  /** The projection of a header. */
  def projection(header: Header): TileProjection = TileProjection.ofHeader(cards(header))

  def gzip(bytes: Array[Byte]): Array[Byte] = {
    val zipped = new ByteArrayOutputStream()
    val stream = new GZIPOutputStream(zipped)
    stream.write(bytes)
    stream.close()
    zipped.toByteArray
  }
}
