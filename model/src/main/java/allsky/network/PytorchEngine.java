package allsky.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import allsky.UserError;

/** The one place where PyTorch is loaded, without any look at the network. */
public final class PytorchEngine {

  private static final String NAME = "PyTorch";

  private PytorchEngine() {}

  /**
   * A manager on a device; the caller closes it, and with it every array that it made. On the
   * calling thread, what gradients need is from now on kept only inside a gradient collector:
   * PyTorch has this switch for each thread, and on in new ones, and weights that require gradients
   * cannot be filled while it is on.
   *
   * @throws UserError where PyTorch cannot be loaded or a GPU is asked for and absent
   */
  public static NDManager newManager(ComputeDevice device) {
    Device resolved = device.resolve(load().getGpuCount());
    JniUtils.setGradMode(false);
    return NDManager.newBaseManager(resolved, NAME);
  }

  /**
   * The device that a choice comes to on this machine: {@code cpu} or {@code gpu:N}.
   *
   * @throws UserError as {@link #newManager}
   */
  public static String deviceName(ComputeDevice device) {
    Device resolved = device.resolve(load().getGpuCount());
    return resolved.isGpu() ? "gpu:" + resolved.getDeviceId() : "cpu";
  }

  /** How many GPUs PyTorch sees here. */
  public static int gpuCount() {
    return load().getGpuCount();
  }

  /** Version of PyTorch. */
  public static String version() {
    return load().getVersion();
  }

  /** DJL reads these properties when it first loads an engine. */
  private static Engine load() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    try {
      return Engine.getEngine(NAME);
    } catch (EngineException e) {
      throw new UserError(
          "Cannot load PyTorch: "
              + e.getMessage()
              + "; put its natives for this system beside"
              + " allsky.jar and let DJL_CACHE_DIR name a folder that can be written",
          e);
    }
  }
}
