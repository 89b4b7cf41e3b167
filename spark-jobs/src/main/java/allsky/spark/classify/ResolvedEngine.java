package allsky.spark.classify;

import allsky.network.engine.ComputeDevice;

/**
 * The engine of one task, with nothing left to choose.
 *
 * @param kind onnx or pytorch
 * @param device the CPU or the GPU whose address Spark lends to the task
 * @param pretended true where the device is a name alone, and the CPU computes
 */
record ResolvedEngine(EngineChoice.Kind kind, ComputeDevice device, boolean pretended) {

  /** Where the model is opened. */
  ComputeDevice opened() {
    return pretended ? ComputeDevice.CPU : device;
  }

  boolean onGpu() {
    return device.kind() == ComputeDevice.Kind.GPU;
  }

  /** As the summary names it: {@code cpu}, {@code gpu:3}, {@code pretended gpu:3}. */
  String place() {
    return pretended ? "pretended " + device : device.toString();
  }
}
