package allsky.fits

import allsky.fits.image.FitsImage
import java.io.ByteArrayInputStream

import org.scalatest.matchers.should.Matchers

/** Reads images of a ramp of pixel values. */
trait RampImages {
  this: Matchers =>

  protected val ramp = Array.tabulate(60, 50)((y, x) => 100f * y + x)

  protected def read(bytes: Array[Byte], name: String = "1210p015_ac51-w2-int-3.fits") =
    FitsImage.read(new ByteArrayInputStream(bytes), name)

  protected def complaint(bytes: Array[Byte], name: String = "image.fits"): String =
    the[UnreadableImageException].thrownBy(read(bytes, name)).getMessage
}
