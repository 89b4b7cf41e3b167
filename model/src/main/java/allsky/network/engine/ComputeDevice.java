package allsky.network.engine;

import ai.djl.Device;
import allsky.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device on which PyTorch computes, the value of the option {@code --device}.
 *
 * @param kind automatic, CPU or GPU
 * @param gpu the number of the GPU if the kind is GPU, or else 0
 */
public record ComputeDevice(Kind kind, int gpu) {

  /** The kind of device. AUTO is the first GPU if there is one, or else the CPU. */
  public enum Kind {
    AUTO,
    CPU,
    GPU
  }

  public static final ComputeDevice CPU = new ComputeDevice(Kind.CPU, 0);

  private static final Pattern GPU_TEXT = Pattern.compile("gpu(?::(\\d{1,3}))?");

  /**
   * Reads {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:1}.
   *
   * @throws UserError for another text
   */
  public static ComputeDevice parse(String text) {
    Matcher gpu = GPU_TEXT.matcher(text);
    if (gpu.matches()) {
      return new ComputeDevice(Kind.GPU, gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1)));
    }
    return switch (text) {
      case "auto" -> new ComputeDevice(Kind.AUTO, 0);
      case "cpu" -> CPU;
      default -> throw new UserError("Invalid --device (auto, cpu, gpu:0, gpu:1 ...): " + text);
    };
  }

  /** DJL's device, for a machine with this number of GPUs. */
  Device resolve(int gpuCount) {
    if (kind == Kind.GPU && gpu >= gpuCount) {
      throw new UserError(
          ("Cannot use --device gpu:%d: PyTorch sees %d GPUs here; PyTorch needs an NVIDIA"
                  + " driver, its CUDA natives on the class path and libcudart on the library path;"
                  + " use --device cpu or auto")
              .formatted(gpu, gpuCount));
    }
    boolean onGpu = kind == Kind.GPU || (kind == Kind.AUTO && gpuCount > 0);
    return onGpu ? Device.gpu(gpu) : Device.cpu();
  }

  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case GPU -> "gpu:" + gpu;
    };
  }
}
