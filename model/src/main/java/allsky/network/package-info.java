/**
 * IICnet: its layers, its files and the engine that runs it.
 *
 * <p>Read {@link allsky.network.architecture.IicNet} first: it lists the layers of {@link
 * allsky.network.layers}. A {@link allsky.network.Network} applies them in three ways: {@code
 * ForwardPass} computes logits, {@code DryRun} finds shapes, weights and cost, {@code OnnxGraph}
 * writes the ONNX file, with {@code WinogradNodes} for large convolutions if asked. The weights are
 * a {@link allsky.network.StateDict}. {@link allsky.network.model.ModelFolder} is a trained model
 * on disk.
 *
 * <p>How weights are learned is in {@code allsky.training}; how cutouts are classified is in {@code
 * allsky.inference}. This package does not depend on tables or images.
 *
 * <p>The paper is Zhao et al. 2023, "Deep Learning Applications Based on WISE Infrared Data"
 * (arXiv:2305.10217).
 */
package allsky.network;
