package allsky.fits

import allsky.survey.Band

/** Makes small FITS images with the cards of an unWISE image. */
object UnwiseImages {

  /** The file name in the archive. */
  def name(tile: String, band: Band): String = s"unwise-$tile-w${band.number}-img-m.fits"

  /** Bytes of an image in Vega nanomaggies with its centre at a position. */
  def fits(
      pixels: AnyRef,
      band: Band,
      ra: Double = AtlasImages.RaDeg,
      dec: Double = AtlasImages.DecDeg,
      without: Seq[String] = Nil
  ): Array[Byte] = {
    val cards: Map[String, Any] = Map(
      "CTYPE1" -> "RA---TAN",
      "CTYPE2" -> "DEC--TAN",
      "CRVAL1" -> ra,
      "CRVAL2" -> dec,
      "CD1_1" -> -0.000763888888889,
      "CD1_2" -> 0,
      "CD2_1" -> 0,
      "CD2_2" -> 0.000763888888889,
      "MAGZP" -> 22.5,
      "UNW_VER" -> "v3.5-28-g4ec0488"
    )
    val atlas = Seq("CDELT1", "CDELT2", "CROTA2", "COADDID", "MAGZP")
    AtlasImages.fits(pixels, band, cards -- without, atlas ++ without)
  }
}
