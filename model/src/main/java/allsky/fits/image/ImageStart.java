package allsky.fits.image;

import allsky.fits.UnreadableImageException;
import allsky.fits.header.NoPixelsException;
import allsky.fits.header.OtherProductException;
import allsky.fits.header.TileHeader;
import java.io.InputStream;

/**
 * The content of an image file before its pixels.
 *
 * @param header the header of the image
 * @param bytes length of the unpacked file up to the last pixel, as the header declares
 * @param packed true if the file is packed by gzip
 */
public record ImageStart(TileHeader header, long bytes, boolean packed) {

  /**
   * Reads the header of the first image in a FITS stream, plain or gzip.
   *
   * @param fileName the file's name without its folder, for values that the header does not have
   * @throws OtherProductException if it is not an intensity image
   * @throws NoPixelsException if allsky cannot read the pixels that the header declares
   * @throws UnreadableImageException if it is not a FITS image or a needed card is missing
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
   * Refuses a header that declares more pixels than the file has.
   *
   * @param held length of the unpacked file in bytes
   */
  public void requireIn(long held) throws NoPixelsException {
    if (held < bytes) {
      throw new NoPixelsException(header, "it is truncated: " + held + " of " + bytes + " bytes");
    }
  }
}
