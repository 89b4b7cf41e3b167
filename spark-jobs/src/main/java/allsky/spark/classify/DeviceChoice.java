package allsky.spark.classify;

import allsky.network.engine.ComputeDevice;
import java.io.Serializable;

/**
 * The value of the option {@code --device}: where the network runs.
 *
 * @param kind how the device is found
 * @param number of the GPU if the user named one, else 0
 */
public record DeviceChoice(Kind kind, int number) implements Serializable {

  /** How a task finds its device. */
  public enum Kind {
    /** The GPU that Spark assigns to the task, or the CPU if Spark assigns none. */
    AUTO,
    CPU,
    /** The GPU that Spark assigns to the task. */
    ASSIGNED_GPU,
    /** The GPU with the number that the user named. */
    NAMED_GPU,
    /**
     * Spark must assign a GPU, but the network runs on the CPU, to test GPU scheduling without
     * GPUs. Only the command line can ask for it, not a setting; the output names it.
     */
    MOCK_GPU
  }

  private static final String ASSIGNED = "gpu";
  private static final String MOCK = "mock-gpu";

  /** The older name of {@link Kind#MOCK_GPU}. */
  private static final String OLD_MOCK = "pretended";

  /**
   * Reads {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:N} or {@code mock-gpu}.
   *
   * @throws allsky.UserError for another text
   */
  public static DeviceChoice parse(String text) {
    if (text.equals(MOCK) || text.equals(OLD_MOCK)) {
      return new DeviceChoice(Kind.MOCK_GPU, 0);
    }
    ComputeDevice device = ComputeDevice.parse(text);
    Kind kind =
        switch (device.kind()) {
          case AUTO -> Kind.AUTO;
          case CPU -> Kind.CPU;
          case GPU -> text.equals(ASSIGNED) ? Kind.ASSIGNED_GPU : Kind.NAMED_GPU;
        };
    return new DeviceChoice(kind, device.gpu());
  }

  /** False for the CPU, and for a device that is not chosen yet. */
  boolean isGpu() {
    return kind != Kind.AUTO && kind != Kind.CPU;
  }

  /** True if Spark must assign a GPU to each task. */
  boolean mustBeAssigned() {
    return kind == Kind.ASSIGNED_GPU || kind == Kind.MOCK_GPU;
  }

  /** The text of the option. */
  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case ASSIGNED_GPU -> ASSIGNED;
      case NAMED_GPU -> ASSIGNED + ":" + number;
      case MOCK_GPU -> MOCK;
    };
  }
}
