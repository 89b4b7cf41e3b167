package allsky.fits.pixels;

import allsky.fits.UnreadableImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import nom.tam.fits.compression.algorithm.hcompress.HDecompress;
import nom.tam.fits.compression.algorithm.plio.PLIOCompress.IntPLIOCompressor;
import nom.tam.fits.compression.algorithm.rice.RiceCompressOption;
import nom.tam.fits.compression.algorithm.rice.RiceCompressor.ByteRiceCompressor;
import nom.tam.fits.compression.algorithm.rice.RiceCompressor.IntRiceCompressor;
import nom.tam.fits.compression.algorithm.rice.RiceCompressor.ShortRiceCompressor;

/**
 * Unpacks the bytes of one tile of a compressed image (FITS Standard 4.0, section 10.4).
 * nom-tam-fits provides the algorithms RICE_1, PLIO_1 and HCOMPRESS_1.
 */
enum TileDecoder {
  RICE_1 {
    @Override
    long[] integers(byte[] packed, int count, int width, Parameters parameters) throws IOException {
      int blockSize = parameters.integer("BLOCKSIZE", 32);
      int bytePix = parameters.integer("BYTEPIX", 4);
      RiceCompressOption option = new RiceCompressOption().setBlockSize(blockSize);
      ByteBuffer in = ByteBuffer.wrap(packed);
      long[] numbers = new long[count];
      switch (bytePix) {
        case 1 -> {
          byte[] out = new byte[count];
          new ByteRiceCompressor(option.setBytePix(1)).decompress(in, ByteBuffer.wrap(out));
          Arrays.setAll(numbers, i -> Byte.toUnsignedLong(out[i]));
        }
        case 2 -> {
          short[] out = new short[count];
          new ShortRiceCompressor(option.setBytePix(2)).decompress(in, ShortBuffer.wrap(out));
          Arrays.setAll(numbers, i -> out[i]);
        }
        case 4 -> {
          int[] out = new int[count];
          new IntRiceCompressor(option.setBytePix(4)).decompress(in, IntBuffer.wrap(out));
          Arrays.setAll(numbers, i -> out[i]);
        }
        default ->
            throw new UnreadableImageException(
                "its BYTEPIX is " + bytePix + "; allsky supports 1, 2 and 4");
      }
      if (in.hasRemaining()) {
        throw new UnreadableImageException("a tile has more data than pixels");
      }
      return numbers;
    }
  },

  GZIP_1 {
    @Override
    byte[] reals(byte[] packed, int count, int width) throws IOException {
      return unzipped(packed, (long) count * width);
    }
  },

  GZIP_2 {
    /**
     * The first bytes of all values, then the second bytes of all values, and so on (section
     * 10.4.2).
     */
    @Override
    byte[] reals(byte[] packed, int count, int width) throws IOException {
      byte[] shuffled = unzipped(packed, (long) count * width);
      byte[] values = new byte[shuffled.length];
      for (int i = 0; i < count; i++) {
        for (int part = 0; part < width; part++) {
          values[i * width + part] = shuffled[part * count + i];
        }
      }
      return values;
    }
  },

  HCOMPRESS_1 {
    @Override
    long[] integers(byte[] packed, int count, int width, Parameters parameters) throws IOException {
      ByteBuffer in = ByteBuffer.wrap(packed);
      in.getShort();
      long promised = (long) in.getInt() * in.getInt();
      if (promised != count) {
        throw new UnreadableImageException(
            "a tile declares " + promised + " pixels instead of " + count);
      }
      long[] numbers = new long[count];
      boolean smooth = parameters.integer("SMOOTH", 0) != 0;
      new HDecompress().decompress(in.rewind(), smooth, numbers);
      return numbers;
    }
  },

  PLIO_1 {
    @Override
    long[] integers(byte[] packed, int count, int width, Parameters parameters) {
      int[] out = new int[count];
      new IntPLIOCompressor().decompress(ByteBuffer.wrap(packed), IntBuffer.wrap(out));
      return Arrays.stream(out).asLongStream().toArray();
    }
  },

  NOCOMPRESS {
    @Override
    byte[] reals(byte[] packed, int count, int width) {
      return packed;
    }
  };

  /** The parameters of an algorithm: names from the ZNAMEn cards, values from the ZVALn cards. */
  record Parameters(Map<String, String> values) {
    int integer(String name, int absent) throws UnreadableImageException {
      String value = values.getOrDefault(name, String.valueOf(absent));
      try {
        return (int) Double.parseDouble(value);
      } catch (NumberFormatException e) {
        throw new UnreadableImageException("its " + name + " is not a number: " + value, e);
      }
    }
  }

  /**
   * The algorithm of a ZCMPTYPE card.
   *
   * @throws UnreadableImageException if it is not known
   */
  static TileDecoder of(String card) throws UnreadableImageException {
    String name = card.equals("RICE_ONE") ? RICE_1.name() : card;
    for (TileDecoder decoder : values()) {
      if (decoder.name().equals(name)) {
        return decoder;
      }
    }
    throw new UnreadableImageException(
        "its ZCMPTYPE is " + card + "; allsky supports " + Arrays.toString(values()));
  }

  /** True if the algorithm can store floats without quantisation. */
  boolean keepsBytes() {
    return this == GZIP_1 || this == GZIP_2 || this == NOCOMPRESS;
  }

  /**
   * The stored bytes of values, big-endian.
   *
   * @param width bytes of a value
   */
  byte[] reals(byte[] packed, int count, int width) throws IOException {
    throw new UnreadableImageException(
        "allsky cannot read floats that are stored without quantisation by " + this);
  }

  /**
   * The stored integers of a tile of {@code count} pixels.
   *
   * @param width bytes of an integer, for algorithms that do not store this number
   */
  long[] integers(byte[] packed, int count, int width, Parameters parameters) throws IOException {
    return integers(reals(packed, count, width), count, width);
  }

  /**
   * Integers of FITS: bytes are unsigned, wider integers are signed (FITS Standard 4.0, section
   * 5.2).
   */
  static long[] integers(byte[] bytes, int count, int width) throws UnreadableImageException {
    if (bytes.length != (long) count * width) {
      throw new UnreadableImageException(
          "the length of a tile does not match its number of pixels");
    }
    ByteBuffer stored = ByteBuffer.wrap(bytes);
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] =
          switch (width) {
            case 1 -> Byte.toUnsignedLong(stored.get());
            case 2 -> stored.getShort();
            case 4 -> stored.getInt();
            default -> stored.getLong();
          };
    }
    return numbers;
  }

  /** Unpacks a gzip stream that must have exactly this number of bytes. */
  static byte[] unzipped(byte[] packed, long bytes) throws IOException {
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] values = stream.readNBytes(Math.toIntExact(bytes));
      if (values.length < bytes || stream.read() >= 0) {
        throw new UnreadableImageException(
            "the length of a tile does not match its number of pixels");
      }
      return values;
    }
  }
}
