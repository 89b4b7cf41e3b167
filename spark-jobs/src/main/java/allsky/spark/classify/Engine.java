package allsky.spark.classify;

import allsky.UserError;
import allsky.network.ComputeDevice;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * Which engine classifies, and where.
 *
 * @param kind onnx, pytorch, or auto: PyTorch on a GPU, ONNX Runtime on a CPU
 * @param device auto, cpu, gpu or gpu:N; auto is the GPU that Spark lends to the task, else the CPU
 */
public record Engine(Kind kind, String device) implements Serializable {

  /** The engines, by their names on the command line. */
  public enum Kind {
    AUTO,
    ONNX,
    PYTORCH
  }

  private static final String GPU = "gpu";

  public Engine {
    boolean onGpu = ComputeDevice.parse(device).kind() == ComputeDevice.Kind.GPU;
    if (kind == Kind.ONNX && onGpu) {
      throw new UserError(
          "Invalid --engine onnx with --device "
              + device
              + ": ONNX Runtime runs on CPUs here; use --engine pytorch on a GPU");
    }
  }

  /** The engine of the task that asks: both choices made, in words that open the same model. */
  Engine ofTask() {
    ResourceInformation lent = TaskContext.get().resourcesJMap().get(GPU);
    String address = lent == null ? null : lent.addresses()[0];
    String chosen = deviceOfTask(address);
    boolean pytorch = kind == Kind.PYTORCH || (kind == Kind.AUTO && !chosen.equals("cpu"));
    return new Engine(pytorch ? Kind.PYTORCH : Kind.ONNX, pytorch ? chosen : "cpu");
  }

  private String deviceOfTask(String address) {
    return switch (device) {
      case "auto" -> address == null ? "cpu" : GPU + ":" + address;
      case GPU -> {
        if (address == null) {
          throw new UserError(
              "Cannot use --device gpu: Spark lends no GPU to the tasks; start with"
                  + " --properties-file conf/spark-standalone-gpu.conf, or use --device cpu");
        }
        yield GPU + ":" + address;
      }
      default -> device;
    };
  }
}
