import allsky.cutout.BandImages;
import allsky.cutout.Cutout;
import allsky.cutout.CutoutExtractor;
import allsky.cutout.input.InputRecipe;
import allsky.cutout.input.NetworkInput;
import allsky.cutout.input.Resampler;
import allsky.fits.image.FitsImage;
import allsky.fits.image.PixelArrays;
import allsky.survey.Band;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * allsky's part of {@code bin/benchmark cutouts}: one thread cuts sources out of one tile, again
 * and again, and prints a line of JSON for each pass. Each pass reads the tile anew.
 *
 * <p>Arguments: folder of the tile and its positions, sources, passes, {@code resampled} or {@code
 * stretched}, file for the first outputs, how many of them, {@code kept} as stack-cutouts does or
 * {@code passing} as classify-allsky does. The arrays of a tile are used again for the next one, as
 * in the jobs.
 */
public final class CutoutBenchmark {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final double STRIP_DEG = 32 * 1.375 / 3600;

  private final Path folder;
  private final double[] raDec;
  private final int[] inStrips;
  private final boolean stretched;
  private final InputRecipe recipe = InputRecipe.PAPER;
  private final CutoutExtractor extractor;
  private final PixelArrays arrays = new PixelArrays();
  private final NetworkInput networkInput = new NetworkInput(recipe);
  private final int window = recipe.shape().window();
  private final Resampler resampler = new Resampler(window, recipe.side(), recipe.stepPixels());
  private final float[] band = new float[window * window];

  private CutoutBenchmark(Path folder, int sources, boolean stretched, boolean passing)
      throws IOException {
    this.folder = folder;
    this.stretched = stretched;
    this.extractor =
        passing
            ? CutoutExtractor.ofPassingCutouts(recipe.shape())
            : new CutoutExtractor(recipe.shape());
    DoubleBuffer stored =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("positions.f8")))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asDoubleBuffer();
    this.raDec = new double[2 * sources];
    stored.get(raDec);
    // As the jobs do: what neighbours share of the image is then still in the cache.
    this.inStrips =
        IntStream.range(0, sources)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(
                        source -> Math.floor(raDec[2 * source + 1] / STRIP_DEG))
                    .thenComparingDouble(source -> raDec[2 * source]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Measures; see the class for the arguments. */
  public static void main(String[] arguments) throws IOException {
    int sources = Integer.parseInt(arguments[1]);
    int passes = Integer.parseInt(arguments[2]);
    boolean stretched = arguments[3].equals("stretched");
    CutoutBenchmark benchmark =
        new CutoutBenchmark(
            Path.of(arguments[0]), sources, stretched, arguments[6].equals("passing"));
    for (int pass = 0; pass < passes; pass++) {
      benchmark.pass();
    }
    benchmark.write(Path.of(arguments[4]), Integer.parseInt(arguments[5]));
  }

  private void pass() throws IOException {
    long start = SYSTEM.getProcessCpuTime();
    BandImages tile = read();
    long read = SYSTEM.getProcessCpuTime();
    float[] output = new float[recipe.length()];
    double sum = 0;
    for (int source : inStrips) {
      make(tile, source, output);
      sum += output[source % output.length];
    }
    tile.images().forEach(arrays::giveBack);
    long made = SYSTEM.getProcessCpuTime();
    System.out.printf(
        Locale.ROOT,
        "{\"read_seconds\": %.6f, \"cut_seconds\": %.6f, \"peak_heap_bytes\": %d, \"sum\": %.3f}%n",
        (read - start) / 1e9,
        (made - read) / 1e9,
        peakHeapBytes(),
        sum);
  }

  private BandImages read() throws IOException {
    List<FitsImage> images = new ArrayList<>();
    for (Band each : recipe.shape().bands()) {
      String name = "1210p015_ac51-" + each.columnName() + "-int-3.fits";
      try (InputStream stream = Files.newInputStream(folder.resolve(name))) {
        images.add(FitsImage.read(stream, name, arrays));
      }
    }
    return BandImages.of(images);
  }

  private void make(BandImages tile, int source, float[] output) {
    Cutout cutout = extractor.extract(tile, raDec[2 * source], raDec[2 * source + 1]).cutout();
    if (stretched) {
      networkInput.fill(cutout.pixels(), cutout.dx(), cutout.dy(), output, 0);
      return;
    }
    for (int place = 0; place < recipe.shape().bands().size(); place++) {
      System.arraycopy(cutout.pixels(), place * band.length, band, 0, band.length);
      int offset = place * recipe.side() * recipe.side();
      resampler.resample(band, cutout.dx(), cutout.dy(), output, offset);
    }
  }

  private void write(Path file, int sources) throws IOException {
    BandImages tile = read();
    float[] output = new float[recipe.length()];
    ByteBuffer bytes =
        ByteBuffer.allocate(4 * sources * output.length).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer values = bytes.asFloatBuffer();
    for (int source = 0; source < sources; source++) {
      make(tile, source, output);
      values.put(output);
    }
    Files.write(file, bytes.array());
  }

  /** The sum of the pools' peaks: at least what was ever used at once. */
  private static long peakHeapBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
