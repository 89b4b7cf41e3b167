package allsky.fits.image;

import allsky.fits.UnreadableImageException;
import allsky.fits.header.NoPixelsException;
import allsky.fits.header.OtherProductException;
import allsky.fits.header.TileHeader;
import java.io.InputStream;

/**
 * What the start of an image file says, before its pixels are read.
 *
 * @param header what its header says
 * @param bytes of the unpacked file up to the last pixel, as the header promises
 * @param packed true where the file is packed by gzip
 */
public record ImageStart(TileHeader header, long bytes, boolean packed) {

  /**
   * Reads the header of the first image in a FITS stream, plain or gzip.
   *
   * @param fileName the file's name without its folder, for what the header leaves out
   * @throws OtherProductException where it is no intensity image
   * @throws NoPixelsException where the header promises pixels that are not read
   * @throws UnreadableImageException where it is no FITS image or a needed card is missing
   */
  public static ImageStart read(InputStream stream, String fileName)
      throws UnreadableImageException {
    return ImageStream.read(
        stream,
        image -> {
          TileHeader header = image.header(fileName);
          return new ImageStart(header, image.bytesToLastPixel(), image.isPacked());
        });
  }

  /**
   * Refuses a header that promises more pixels than the file holds.
   *
   * @param held bytes of the unpacked file
   */
  public void requireIn(long held) throws NoPixelsException {
    if (held < bytes) {
      throw new NoPixelsException(header, "it is cut off: " + held + " of " + bytes + " bytes");
    }
  }
}
