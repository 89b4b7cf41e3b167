package allsky.cutout

import allsky.fits.AtlasImages
import allsky.fits.RampImages
import allsky.fits.UnreadableImageException
import allsky.survey.Band

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class BandImagesSpec extends AnyFlatSpec with Matchers with RampImages {

  "The images of a tile" should "have the same grid and a known pixel scale" in {
    val w1 = AtlasImages.image(ramp, Band.W1)
    val w2 = AtlasImages.image(ramp, Band.W2)
    BandImages.of(java.util.List.of(w1, w2)).bands shouldBe java.util.List.of(Band.W1, Band.W2)
    val shifted = AtlasImages.image(ramp, Band.W2, Map("CRPIX1" -> 26.5))
    the[UnreadableImageException] thrownBy BandImages.of(java.util.List.of(w1, shifted)) should
      have message "its W1 and W2 images differ in size or position"
    val coarse =
      AtlasImages.image(ramp, Band.W1, Map("CDELT1" -> -2.0 / 3600, "CDELT2" -> 2.0 / 3600))
    the[UnreadableImageException] thrownBy BandImages.of(
      java.util.Collections.singletonList(coarse)
    ) should
      have message "its pixels are 2.000 arcsec wide; Atlas pixels have 1.375 arcsec and unWISE pixels 2.75"
  }
}
