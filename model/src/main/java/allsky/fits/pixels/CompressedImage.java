package allsky.fits.pixels;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import allsky.fits.header.TileHeader;
import allsky.fits.pixels.Dither.Blank;
import allsky.fits.pixels.TileDecoder.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the pixels of a tile-compressed image (FITS Standard 4.0, section 10.1): integers, floats
 * without quantisation, and quantised floats.
 */
public final class CompressedImage {

  /** Maximum number of pixels of a tile, which is unpacked in memory: 8192 x 8192. */
  private static final long MAX_TILE_PIXELS = 1L << 26;

  /**
   * Packed data are shorter than the pixels. Data longer than two float64 a pixel cannot be an
   * image.
   */
  private static final long MAX_BYTES_A_PIXEL = 16;

  private static final long MAX_BYTES_BESIDES = 1 << 20;

  private final FitsCards stored;
  private final int bitpix;
  private final PixelReader reader;
  private final int width;
  private final int height;
  private final int tileWidth;
  private final int tileHeight;
  private final TileDecoder decoder;
  private final Parameters parameters;
  private final Dither dither;

  /**
   * @param stored the header of the table
   * @param image the same header with the image's BITPIX and NAXISn
   * @throws UnreadableImageException if a card has a value that allsky does not support
   */
  public CompressedImage(FitsCards stored, FitsCards image, TileHeader header)
      throws UnreadableImageException {
    this.stored = stored;
    this.bitpix = image.bitpix();
    this.reader = PixelReader.of(image);
    this.width = header.width();
    this.height = header.height();
    this.tileWidth = tileSide(stored, "ZTILE1", width, width);
    this.tileHeight = tileSide(stored, "ZTILE2", 1, height);
    this.decoder = TileDecoder.of(stored.text("ZCMPTYPE"));
    this.parameters = parameters(stored);
    this.dither = Dither.of(stored);
    checkSizes();
  }

  private static int tileSide(FitsCards stored, String card, int absent, int max)
      throws UnreadableImageException {
    long side = stored.integer(card, absent);
    if (side < 1) {
      throw new UnreadableImageException("its " + card + " is " + side);
    }
    return (int) Math.min(side, max);
  }

  private void checkSizes() throws UnreadableImageException {
    if ((long) tileWidth * tileHeight > MAX_TILE_PIXELS) {
      throw new UnreadableImageException(
          "its tiles have "
              + tileWidth
              + " x "
              + tileHeight
              + " pixels; allsky reads at most 8192 x 8192");
    }
    if (stored.size("NAXIS2") != (long) tilesAcross() * tilesDown()) {
      throw new UnreadableImageException(
          "its table has "
              + stored.size("NAXIS2")
              + " rows for "
              + tilesAcross()
              + " x "
              + tilesDown()
              + " tiles");
    }
    long max = (long) width * height * MAX_BYTES_A_PIXEL + MAX_BYTES_BESIDES;
    if (stored.dataBytes() > Math.min(max, Integer.MAX_VALUE - 8)) {
      throw new UnreadableImageException(
          "its tiles have " + stored.dataBytes() + " bytes, too many for its pixels");
    }
    if (stored.has("ZMASKCMP")) {
      throw new UnreadableImageException(
          "it has a compressed mask (ZMASKCMP), which allsky does not support");
    }
  }

  private int tilesAcross() {
    return (width + tileWidth - 1) / tileWidth;
  }

  private int tilesDown() {
    return (height + tileHeight - 1) / tileHeight;
  }

  private static Parameters parameters(FitsCards stored) {
    Map<String, String> values = new HashMap<>();
    for (int i = 1; stored.has("ZNAME" + i); i++) {
      values.put(stored.text("ZNAME" + i).toUpperCase(Locale.ROOT), stored.text("ZVAL" + i));
    }
    return new Parameters(values);
  }

  /**
   * Reads the pixels.
   *
   * @param pixels the rows to fill
   * @throws UnreadableImageException if the table is truncated or a tile is damaged
   */
  public void read(InputStream bytes, float[][] pixels) throws IOException {
    CompressedTable table = CompressedTable.read(stored, bytes);
    int tile = 0;
    for (int y = 0; y < height; y += tileHeight) {
      for (int x = 0; x < width; x += tileWidth) {
        int across = Math.min(tileWidth, width - x);
        int down = Math.min(tileHeight, height - y);
        float[] values = tile(table, tile, across * down);
        for (int row = 0; row < down; row++) {
          System.arraycopy(values, row * across, pixels[y + row], x, across);
        }
        tile++;
      }
    }
  }

  private float[] tile(CompressedTable table, int tile, int count) throws IOException {
    try {
      return unpacked(table, tile, count);
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // For a damaged tile the algorithms of nom-tam-fits read beyond its last byte.
      throw damaged(tile, e);
    }
  }

  private UnreadableImageException damaged(int tile, Exception e) {
    return new UnreadableImageException(
        "its tile " + (tile + 1) + " (" + decoder + ") is damaged", e);
  }

  private float[] unpacked(CompressedTable table, int tile, int count) throws IOException {
    int width = Math.abs(bitpix) / Byte.SIZE;
    Optional<byte[]> packed = table.array("COMPRESSED_DATA", tile);
    if (packed.isPresent()) {
      return bitpix > 0 || isQuantised(table) || !decoder.keepsBytes()
          ? ofIntegers(table, tile, packed.get(), count)
          : ofReals(decoder.reals(packed.get(), count, width), count);
    }
    Optional<byte[]> zipped = table.array("GZIP_COMPRESSED_DATA", tile);
    if (zipped.isPresent()) {
      return ofStored(TileDecoder.unzipped(zipped.get(), (long) count * width), count);
    }
    Optional<byte[]> plain = table.array("UNCOMPRESSED_DATA", tile);
    if (plain.isPresent()) {
      return ofStored(plain.get(), count);
    }
    throw new UnreadableImageException("its tile " + (tile + 1) + " has no data");
  }

  private boolean isQuantised(CompressedTable table) {
    return table.has("ZSCALE") || stored.has("ZSCALE");
  }

  private float[] ofStored(byte[] bytes, int count) throws UnreadableImageException {
    int width = Math.abs(bitpix) / Byte.SIZE;
    return bitpix < 0
        ? ofReals(bytes, count)
        : ofIntegers(TileDecoder.integers(bytes, count, width), new Blank(false, 0));
  }

  private float[] ofReals(byte[] bytes, int count) throws UnreadableImageException {
    if (bytes.length != (long) count * Math.abs(bitpix) / Byte.SIZE) {
      throw new UnreadableImageException(
          "the length of a tile does not match its number of pixels");
    }
    ByteBuffer stored = ByteBuffer.wrap(bytes);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = reader.scaled(bitpix == -32 ? stored.getFloat() : stored.getDouble());
    }
    return values;
  }

  private float[] ofIntegers(CompressedTable table, int tile, byte[] packed, int count)
      throws IOException {
    int width = bitpix > 0 ? bitpix / Byte.SIZE : Integer.BYTES;
    long[] numbers = decoder.integers(packed, count, width, parameters);
    Blank blank = blank(table, tile);
    if (bitpix > 0) {
      return ofIntegers(numbers, blank);
    }
    double scale = quantisation(table, "ZSCALE", tile, 1);
    double zero = quantisation(table, "ZZERO", tile, 0);
    double[] floats = dither.floats(numbers, tile, scale, zero, blank);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = reader.scaled(floats[i]);
    }
    return values;
  }

  private float[] ofIntegers(long[] numbers, Blank blank) {
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = blank.is(numbers[i]) ? Float.NaN : reader.ofInteger(numbers[i]);
    }
    return values;
  }

  /**
   * A value from a column, one for each tile, or else from a card, one for all (section 10.1.3).
   */
  private double quantisation(CompressedTable table, String name, int tile, double absent)
      throws UnreadableImageException {
    if (table.has(name)) {
      return table.number(name, tile);
    }
    return stored.has(name) ? PixelReader.finite(stored, name) : absent;
  }

  private Blank blank(CompressedTable table, int tile) throws UnreadableImageException {
    boolean isKnown = table.has("ZBLANK") || stored.has("ZBLANK");
    return new Blank(isKnown, (long) quantisation(table, "ZBLANK", tile, 0));
  }
}
