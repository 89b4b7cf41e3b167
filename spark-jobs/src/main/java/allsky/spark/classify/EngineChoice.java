package allsky.spark.classify;

import allsky.UserError;
import allsky.inference.OnnxGraphChoice;
import allsky.network.engine.ComputeDevice;
import allsky.spark.runtime.GpuSettings;
import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * The options {@code --engine}, {@code --device} and {@code --onnx-graph}: which engine classifies,
 * where, and how.
 *
 * @param kind onnx, pytorch, or auto: PyTorch on a GPU, ONNX Runtime on a CPU
 * @param graph the graph that ONNX Runtime computes; PyTorch does not use it
 */
public record EngineChoice(Kind kind, DeviceChoice device, OnnxGraphChoice graph)
    implements Serializable {

  /** The engines, by their names on the command line. */
  public enum Kind {
    AUTO,
    ONNX,
    PYTORCH
  }

  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

  public EngineChoice {
    if (kind == Kind.ONNX && device.isGpu()) {
      throw new UserError(
          "Invalid --engine onnx with --device "
              + device
              + ": ONNX Runtime runs on CPUs here; use --engine pytorch on a GPU");
    }
    if (kind == Kind.PYTORCH && graph != OnnxGraphChoice.AUTO) {
      throw new UserError(
          "Invalid --onnx-graph "
              + graph.name().toLowerCase(Locale.ROOT)
              + " with --engine pytorch: PyTorch does not use it; remove one of them");
    }
  }

  /** True if the CPU computes in place of every assigned GPU. */
  public boolean isMockGpu() {
    return device.kind() == DeviceChoice.Kind.MOCK_GPU;
  }

  /** True if a GPU may be used with these settings of Spark. */
  public boolean mayUseGpu(SparkConf conf) {
    return switch (device.kind()) {
      case CPU -> false;
      case AUTO -> kind != Kind.ONNX && GpuSettings.assignedToTasks(conf);
      case ASSIGNED_GPU, NAMED_GPU, MOCK_GPU -> true;
    };
  }

  /**
   * Checks on the driver that Spark's settings fit the device, before any work.
   *
   * @throws UserError if the device is not available with these settings
   */
  void requireAssigned(SparkConf conf) {
    boolean assigned = GpuSettings.assignedToTasks(conf);
    if (device.mustBeAssigned() && !assigned) {
      throw notAssigned(
          GpuSettings.isLocal(conf) && !isMockGpu()
              ? "a local master never does; use --device gpu:0"
              : "use a cluster with GPUs and --properties-file conf/spark-standalone-gpu.conf");
    }
    if (assigned && device.kind() == DeviceChoice.Kind.NAMED_GPU) {
      throw new UserError(
          "Cannot use --device "
              + device
              + ": Spark assigns a GPU to each task ("
              + GpuSettings.OF_TASKS
              + "); use --device gpu");
    }
    boolean takesAssigned = device.kind() == DeviceChoice.Kind.AUTO && kind != Kind.ONNX;
    if (takesAssigned && !assigned && GpuSettings.askedByExecutors(conf)) {
      throw new UserError(
          "Cannot use the GPUs of "
              + GpuSettings.OF_EXECUTORS
              + ": no GPU is assigned to tasks; set "
              + GpuSettings.OF_TASKS
              + " too, or use --device cpu");
    }
  }

  /** The engine of the current task. */
  ResolvedEngine ofTask() {
    ResourceInformation assigned = TaskContext.get().resourcesJMap().get(GpuSettings.GPU);
    return at(assigned == null ? null : assigned.addresses()[0]);
  }

  /**
   * The engine of a task.
   *
   * @param address of the GPU that Spark assigns to the task, or null
   */
  ResolvedEngine at(String address) {
    ComputeDevice chosen = chosen(address);
    boolean pytorch = kind == Kind.PYTORCH || (kind == Kind.AUTO && !isCpu(chosen));
    return pytorch
        ? new ResolvedEngine(Kind.PYTORCH, chosen, isMockGpu())
        : new ResolvedEngine(Kind.ONNX, ComputeDevice.CPU, false);
  }

  private static boolean isCpu(ComputeDevice device) {
    return device.equals(ComputeDevice.CPU);
  }

  private ComputeDevice chosen(String address) {
    return switch (device.kind()) {
      case CPU -> ComputeDevice.CPU;
      case AUTO -> address == null || kind == Kind.ONNX ? ComputeDevice.CPU : assigned(address);
      case NAMED_GPU -> new ComputeDevice(ComputeDevice.Kind.GPU, device.number());
      case ASSIGNED_GPU, MOCK_GPU -> {
        if (address == null) {
          throw notAssigned("set " + GpuSettings.OF_TASKS);
        }
        yield assigned(address);
      }
    };
  }

  /** The GPU at an address. An address that is not a number is an error, never GPU 0. */
  private static ComputeDevice assigned(String address) {
    if (!NUMBER.matcher(address).matches()) {
      throw new UserError(
          "Cannot use the GPU address from Spark (an integer, as bin/discover-gpus.sh prints it): "
              + address
              + "; GPU UUIDs and MIG instances are not supported; correct the discovery script of the"
              + " workers");
    }
    return new ComputeDevice(ComputeDevice.Kind.GPU, Integer.parseInt(address));
  }

  private UserError notAssigned(String cure) {
    return new UserError(
        "Cannot use --device "
            + device
            + ": Spark assigns no GPU to the tasks; "
            + cure
            + ", or use --device cpu");
  }
}
