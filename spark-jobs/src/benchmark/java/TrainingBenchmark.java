import allsky.network.NetworkShape;
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
import java.util.Locale;
import java.util.Random;

/**
 * allsky's part of {@code bin/benchmark training}: the loop of {@code train-iicnet} on random
 * cutouts that lie in memory. Prints a line of JSON an epoch, and with {@code every} above 0 one
 * with the resident memory every so many steps.
 *
 * <p>Arguments: batch size, steps an epoch, epochs, file of the checkpoint, every.
 */
public final class TrainingBenchmark implements TrainingListener {

  private static final NetworkShape SHAPE = NetworkShape.ofPaper();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final int images;
  private final int every;
  private int steps;
  private long epochCpuStart = SYSTEM.getProcessCpuTime();

  private TrainingBenchmark(int images, int every) {
    this.images = images;
    this.every = every;
  }

  /** Measures; see the class for the arguments. */
  public static void main(String[] arguments) {
    int batch = Integer.parseInt(arguments[0]);
    int images = batch * Integer.parseInt(arguments[1]);
    int epochs = Integer.parseInt(arguments[2]);
    TrainingRecipe recipe = new TrainingRecipe(epochs, batch, 1e-4, 0, Augmentation.NONE, 0, 1);
    TrainingBenchmark benchmark = new TrainingBenchmark(images, Integer.parseInt(arguments[4]));
    new TrainingLoop(SHAPE, recipe, ComputeDevice.CPU, Path.of(arguments[3]), benchmark)
        .train(new RandomCutouts(images), new RandomCutouts(3));
  }

  @Override
  public void progress(TrainingProgress progress) {
    steps++;
    if (every > 0 && steps % every == 0) {
      System.out.printf("{\"step\": %d, \"rss_bytes\": %d}%n", steps, residentBytes());
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    long now = SYSTEM.getProcessCpuTime();
    System.out.printf(
        Locale.ROOT,
        "{\"epoch\": %d, \"images_per_second\": %.2f, \"images_per_cpu_second\": %.2f,"
            + " \"rss_bytes\": %d}%n",
        result.epoch(),
        result.imagesPerSecond(),
        images / ((now - epochCpuStart) / 1e9),
        residentBytes());
    epochCpuStart = now;
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

  /** Noise, some hundred cutouts again and again; the labels take turns. */
  private record RandomCutouts(float[] pixels, int size) implements LabelledCutouts {

    private static final int DISTINCT = 256;

    RandomCutouts(int size) {
      this(new float[DISTINCT * SHAPE.inputSize()], size);
      Random random = new Random(1);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) random.nextGaussian();
      }
    }

    @Override
    public int label(int index) {
      return index % SHAPE.classes().size();
    }

    @Override
    public void fill(int index, float[] target, int offset) {
      int from = index % DISTINCT * SHAPE.inputSize();
      System.arraycopy(pixels, from, target, offset, SHAPE.inputSize());
    }
  }
}
