package allsky.network.layers;

import java.util.List;

/**
 * The block of RepVGG (Ding et al. 2021, figure 2): the sum of a 3x3 convolution, a 1x1 convolution
 * and, if the shape stays the same, the input, each with batch normalisation; then ReLU. In an
 * export the branches become one 3x3 convolution with a bias (section 3.3).
 *
 * @param filters channels of the output
 * @param stride stride of the 3x3 and the 1x1 convolution
 * @param hasIdentity true if the input is the third branch
 */
public record RepVggBlock(int filters, int stride, boolean hasIdentity) implements Layer {

  /** Names of the branches, as in the code of Ding et al. */
  public static final String DENSE = "rbr_dense";

  public static final String POINT = "rbr_1x1";
  public static final String IDENTITY = "rbr_identity";

  public RepVggBlock {
    if (hasIdentity && stride != 1) {
      throw new IllegalArgumentException("Invalid stride (1 with an identity): " + stride);
    }
  }

  /** A block that changes the number of channels or the size of the image. */
  public static RepVggBlock changing(int filters, int stride) {
    return new RepVggBlock(filters, stride, false);
  }

  /** A block whose output has the shape of the input. */
  public static RepVggBlock keeping(int filters) {
    return new RepVggBlock(filters, 1, true);
  }

  @Override
  public List<String> names() {
    return branches().names();
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    return on.relu(on.repVgg(path, input, this));
  }

  /** The sum of the branches, before ReLU. */
  public Layer branches() {
    Layer sum = Branches.sum(Layer.named(DENSE, dense()), Layer.named(POINT, point()));
    return hasIdentity ? Branches.sum(sum, Layer.named(IDENTITY, new BatchNormalisation())) : sum;
  }

  public Convolution dense() {
    return Convolution.linear(filters, Kernel.of(3).stride(stride));
  }

  public Convolution point() {
    return Convolution.linear(filters, Kernel.of(1).stride(stride));
  }

  /** The convolution that replaces the branches in an export. */
  public Convolution folded() {
    return dense().with(Convolution.Addition.BIAS);
  }
}
