/**
 * IICnet: its layers, its files and the engine that runs it.
 *
 * <p>Read {@link allsky.network.IicNet} first, then {@link allsky.network.ReceptiveFieldBlock} and
 * {@link allsky.network.Cbam}, the paper's two modules. A {@link allsky.network.Network} is a
 * sequence of layers; each layer computes with DJL, counts its multiply-adds and writes its ONNX
 * nodes. {@link allsky.network.ModelFolder} is a trained model on disk.
 *
 * <p>How weights are learned is in {@code allsky.training}; how cutouts are classified is in {@code
 * allsky.inference}. No table and no image is known here.
 *
 * <p>The paper is Zhao et al. 2023, "Deep Learning Applications Based on WISE Infrared Data"
 * (arXiv:2305.10217).
 */
package allsky.network;
