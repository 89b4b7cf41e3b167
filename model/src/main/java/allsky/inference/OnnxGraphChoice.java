package allsky.inference;

/** The option {@code --onnx-graph}: how ONNX Runtime computes the large 3x3 convolutions. */
public enum OnnxGraphChoice {
  /** The faster of the two, after a short trial on the machine that classifies. */
  AUTO,
  /** As the model's ONNX file states them. */
  PLAIN,
  /** As Winograd convolutions, see {@link allsky.network.OnnxExport#winograd}. */
  WINOGRAD
}
