package allsky.spark.classify;

import allsky.network.engine.ComputeDevice;

/**
 * The engine of one task, with nothing left to choose.
 *
 * @param kind onnx or pytorch
 * @param device the CPU or the GPU whose address Spark assigns to the task
 * @param mock true if the CPU computes in place of the assigned GPU
 */
record ResolvedEngine(EngineChoice.Kind kind, ComputeDevice device, boolean mock) {

  /** Where the model is opened. */
  ComputeDevice opened() {
    return mock ? ComputeDevice.CPU : device;
  }

  boolean onGpu() {
    return device.kind() == ComputeDevice.Kind.GPU;
  }

  /** As the summary names it: {@code cpu}, {@code gpu:3}, {@code mock gpu:3}. */
  String place() {
    return mock ? "mock " + device : device.toString();
  }
}
