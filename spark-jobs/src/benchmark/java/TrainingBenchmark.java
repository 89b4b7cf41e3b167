import allsky.network.LayerTable;
import allsky.network.Network;
import allsky.network.NetworkShape;
import allsky.network.architecture.Architecture;
import allsky.network.engine.ComputeDevice;
import allsky.training.TrainingLoop;
import allsky.training.TrainingRecipe;
import allsky.training.data.Augmentation;
import allsky.training.data.LabelledCutouts;
import allsky.training.history.EpochResult;
import allsky.training.history.TrainingListener;
import allsky.training.history.TrainingProgress;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * allsky's part of {@code bin/benchmark training}: the loop of {@code train-iicnet} on random
 * cutouts in memory. Prints one line of JSON for each epoch. With {@code every} above 0 it also
 * prints the resident memory after each such number of steps.
 *
 * <p>Arguments: network, batch size, steps of an epoch (2 or more), epochs, file of the checkpoint,
 * every. With {@code counts} and names of networks it prints only their size.
 */
public final class TrainingBenchmark implements TrainingListener {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final int images;
  private final int batch;
  private final int every;
  private int steps;
  private int stepsOfEpoch;
  private double secondsBefore;
  private long cpuOfFirstStep;
  private long cpuOfLastStep;

  private TrainingBenchmark(int images, int batch, int every) {
    this.images = images;
    this.batch = batch;
    this.every = every;
  }

  /** Measures; see the class for the arguments. */
  public static void main(String[] arguments) {
    if (arguments[0].equals("counts")) {
      Arrays.stream(arguments).skip(1).forEach(TrainingBenchmark::printCounts);
      return;
    }
    NetworkShape shape = shape(arguments[0]);
    int batch = Integer.parseInt(arguments[1]);
    int images = batch * Integer.parseInt(arguments[2]);
    int epochs = Integer.parseInt(arguments[3]);
    TrainingRecipe recipe = new TrainingRecipe(epochs, batch, 1e-4, 0, Augmentation.NONE, 0, 1);
    TrainingBenchmark benchmark =
        new TrainingBenchmark(images, batch, Integer.parseInt(arguments[5]));
    new TrainingLoop(shape, recipe, ComputeDevice.CPU, Path.of(arguments[4]), benchmark)
        .train(RandomCutouts.of(images, shape), RandomCutouts.of(3, shape));
  }

  private static NetworkShape shape(String network) {
    return NetworkShape.ofPaper().with(Architecture.ofOption(network).orElseThrow());
  }

  private static void printCounts(String network) {
    LayerTable layers = Network.of(shape(network)).layers();
    System.out.printf(
        "{\"network\": \"%s\", \"parameters\": %d, \"multiply_adds\": %d}%n",
        network, layers.parameters(), layers.multiplyAdds());
  }

  @Override
  public void progress(TrainingProgress progress) {
    steps++;
    stepsOfEpoch++;
    cpuOfLastStep = SYSTEM.getProcessCpuTime();
    if (stepsOfEpoch == 1) {
      cpuOfFirstStep = cpuOfLastStep;
    }
    if (every > 0 && steps % every == 0) {
      System.out.printf("{\"step\": %d, \"rss_bytes\": %d}%n", steps, residentBytes());
    }
  }

  /**
   * The loop's images a second are the mean of all epochs so far; printed are those of this one.
   */
  @Override
  public void epochDone(EpochResult result) {
    double seconds = (double) images * result.epoch() / result.imagesPerSecond();
    double cpuSeconds = (cpuOfLastStep - cpuOfFirstStep) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "{\"epoch\": %d, \"images_per_second\": %.2f, \"images_per_cpu_second\": %.2f,"
            + " \"rss_bytes\": %d}%n",
        result.epoch(),
        images / (seconds - secondsBefore),
        (images - batch) / cpuSeconds,
        residentBytes());
    secondsBefore = seconds;
    stepsOfEpoch = 0;
  }

  private static long residentBytes() {
    try {
      String line =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(each -> each.startsWith("VmRSS:"))
              .findFirst()
              .orElseThrow();
      return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Noise: some cutouts, which repeat. The labels of the classes take turns. */
  private record RandomCutouts(float[] pixels, int size, NetworkShape shape)
      implements LabelledCutouts {

    private static final int DISTINCT = 256;

    static RandomCutouts of(int size, NetworkShape shape) {
      float[] pixels = new float[DISTINCT * shape.inputSize()];
      Random random = new Random(1);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) random.nextGaussian();
      }
      return new RandomCutouts(pixels, size, shape);
    }

    @Override
    public int label(int index) {
      return index % shape.classes().size();
    }

    @Override
    public void fill(int index, float[] target, int offset) {
      int from = index % DISTINCT * shape.inputSize();
      System.arraycopy(pixels, from, target, offset, shape.inputSize());
    }
  }
}
