package allsky.network.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import allsky.UserError;

/** Loads PyTorch without access to the Internet. No other class loads it. */
public final class PytorchEngine {

  private static final String NAME = "PyTorch";

  private PytorchEngine() {}

  /**
   * A manager on a device. The caller must close it; this frees all its arrays.
   *
   * <p>The method also disables gradient recording on the calling thread; a gradient collector
   * enables it. PyTorch has this setting for each thread, and it is on in new threads. While it is
   * on, weights that require gradients cannot be filled.
   *
   * @throws UserError if PyTorch cannot be loaded, or a GPU is requested and there is none
   */
  public static NDManager newManager(ComputeDevice device) {
    Device resolved = device.resolve(load().getGpuCount());
    JniUtils.setGradMode(false);
    return NDManager.newBaseManager(resolved, NAME);
  }

  /**
   * The name of the device that a choice means on this machine: {@code cpu} or {@code gpu:N}.
   *
   * @throws UserError as {@link #newManager}
   */
  public static String deviceName(ComputeDevice device) {
    Device resolved = device.resolve(load().getGpuCount());
    return resolved.isGpu() ? "gpu:" + resolved.getDeviceId() : "cpu";
  }

  /** Number of GPUs that PyTorch finds on this machine. */
  public static int gpuCount() {
    return load().getGpuCount();
  }

  /** Version of PyTorch. */
  public static String version() {
    return load().getVersion();
  }

  /** Loads the engine. DJL reads the properties when it first loads an engine. */
  private static Engine load() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    try {
      return Engine.getEngine(NAME);
    } catch (EngineException e) {
      throw new UserError(
          "Cannot load PyTorch: "
              + e.getMessage()
              + "; put its natives for this system next to allsky.jar and set DJL_CACHE_DIR to a"
              + " writable folder",
          e);
    }
  }
}
