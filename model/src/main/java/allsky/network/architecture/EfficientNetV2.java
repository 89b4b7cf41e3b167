package allsky.network.architecture;

import static allsky.network.layers.Convolution.linear;
import static allsky.network.layers.Convolution.silu;
import static allsky.network.layers.Layer.named;

import allsky.network.layers.Branches;
import allsky.network.layers.Chain;
import allsky.network.layers.Dropout;
import allsky.network.layers.Kernel;
import allsky.network.layers.Layer;
import allsky.network.layers.Linear;
import allsky.network.layers.SqueezeExcitation;
import allsky.network.layers.WeightlessLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * EfficientNetV2-S of Tan and Le 2021 (table 4), without stochastic depth.
 *
 * <p>As published it has 20,181,331 parameters. The row of the paper's table 3 agrees with the
 * first preprint's network (last stage of 272 channels, head of 1792), with squeeze and excitation
 * in the fused stages too and 1000 outputs: 24,177,408; with three outputs 22,389,787. Batch
 * normalisation adds 1e-5 to the variance as in the other networks here, not 1e-3.
 */
final class EfficientNetV2 {

  /** One stage of table 4. The first block has the stride, the others 1. */
  private record Stage(boolean fused, int expansion, int stride, int filters, int blocks) {}

  private final List<Stage> stages;
  private final int head;

  /** True for the network of the first preprint. */
  private final boolean firstPreprint;

  private EfficientNetV2(boolean firstPreprint, int lastStage, int head) {
    this.firstPreprint = firstPreprint;
    this.head = head;
    this.stages =
        List.of(
            new Stage(true, 1, 1, 24, 2),
            new Stage(true, 4, 2, 48, 4),
            new Stage(true, 4, 2, 64, 4),
            new Stage(false, 4, 2, 128, 6),
            new Stage(false, 6, 1, 160, 9),
            new Stage(false, 6, 2, lastStage, 15));
  }

  static List<Layer.Named> asPublished(int classes) {
    return new EfficientNetV2(false, 256, 1280).layers(classes);
  }

  static List<Layer.Named> ofFirstPreprint(int classes) {
    return new EfficientNetV2(true, 272, 1792).layers(classes);
  }

  private List<Layer.Named> layers(int classes) {
    List<Layer.Named> layers = new ArrayList<>();
    layers.add(named("stem", silu(24, Kernel.of(3).stride(2))));
    int channels = 24;
    for (int i = 0; i < stages.size(); i++) {
      layers.add(named("stage" + (i + 1), stage(channels, stages.get(i))));
      channels = stages.get(i).filters;
    }
    layers.add(named("conv", silu(head, Kernel.of(1))));
    layers.add(named("average", Chain.of(WeightlessLayer.GLOBAL_AVERAGE, new Dropout(0.2))));
    layers.add(named("fc", new Linear(classes)));
    return layers;
  }

  private Layer stage(int channels, Stage stage) {
    Layer[] blocks = new Layer[stage.blocks];
    blocks[0] = block(channels, stage, stage.stride);
    for (int i = 1; i < blocks.length; i++) {
      blocks[i] = block(stage.filters, stage, 1);
    }
    return Chain.numbered("block", blocks);
  }

  private Layer block(int channels, Stage stage, int stride) {
    Layer path = stage.fused ? fused(channels, stage, stride) : separable(channels, stage, stride);
    return stride == 1 && channels == stage.filters ? Branches.sum(path, Chain.of()) : path;
  }

  /** Fused-MBConv (figure 2, right). Without expansion, as published, one convolution remains. */
  private Layer fused(int channels, Stage stage, int stride) {
    Kernel kernel = Kernel.of(3).stride(stride);
    int expanded = stage.expansion * channels;
    if (firstPreprint) {
      return Chain.of(
          named("expand", silu(expanded, kernel)),
          named("se", attention(channels, expanded)),
          named("project", linear(stage.filters, Kernel.of(1))));
    }
    return stage.expansion == 1
        ? named("expand", silu(stage.filters, kernel))
        : Chain.of(
            named("expand", silu(expanded, kernel)),
            named("project", linear(stage.filters, Kernel.of(1))));
  }

  /** MBConv (figure 2, left). */
  private Layer separable(int channels, Stage stage, int stride) {
    int expanded = stage.expansion * channels;
    return Chain.of(
        named("expand", silu(expanded, Kernel.of(1))),
        named("depthwise", silu(expanded, Kernel.of(3).stride(stride)).depthwise()),
        named("se", attention(channels, expanded)),
        named("project", linear(stage.filters, Kernel.of(1))));
  }

  /** A quarter of the block's input channels; in the first preprint's network a multiple of 8. */
  private Layer attention(int channels, int expanded) {
    int hidden = channels / 4;
    return new SqueezeExcitation(
        expanded, firstPreprint ? Math.max(8, (hidden + 4) / 8 * 8) : hidden);
  }
}
