package allsky.spark.fetch

import allsky.fits.AtlasImages
import allsky.fits.image.FitsImage
import java.io.ByteArrayInputStream

import nom.tam.fits.Fits

/** Cuts images as IRSA's server does: on their own pixels, with CRPIX moved along. */
object CutoutServer {

  private val Query = """center=([\d.]+),(-?[\d.]+)&size=([\d.]+)arcsec&gzip=false""".r

  private val PixelArcsec = 1.375

  def cut(bytes: Array[Byte], query: String): Array[Byte] = {
    val Query(ra, dec, size) = query
    val image = FitsImage.read(new ByteArrayInputStream(bytes), "tile-w1-int-3.fits")
    val header = new Fits(new ByteArrayInputStream(bytes)).readHDU().getHeader
    val middle = image.header.projection.toPixel(ra.toDouble, dec.toDouble)
    val half = size.toDouble / PixelArcsec / 2
    def range(centre: Double, length: Int) =
      math.max(0, math.floor(centre - half + 0.5).toInt) to
        math.min(length - 1, math.floor(centre + half + 0.5).toInt)
    val (columns, rows) =
      (range(middle.x, image.header.width), range(middle.y, image.header.height))
    val pixels = rows.map(y => columns.map(x => image.pixels()(y)(x)).toArray).toArray
    AtlasImages.fits(
      pixels,
      image.header.band,
      Map(
        "COADDID" -> image.header.coaddId,
        "CRVAL1" -> header.getDoubleValue("CRVAL1"),
        "CRVAL2" -> header.getDoubleValue("CRVAL2"),
        "CRPIX1" -> (header.getDoubleValue("CRPIX1") - columns.head),
        "CRPIX2" -> (header.getDoubleValue("CRPIX2") - rows.head)
      )
    )
  }
}
