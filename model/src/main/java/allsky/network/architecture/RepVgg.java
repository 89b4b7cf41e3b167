package allsky.network.architecture;

import static allsky.network.layers.Layer.named;

import allsky.network.layers.Chain;
import allsky.network.layers.Layer;
import allsky.network.layers.Linear;
import allsky.network.layers.RepVggBlock;
import allsky.network.layers.WeightlessLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * RepVGG-A1 of Ding et al. 2021 (tables 2 and 3). In training each block has three branches; in the
 * ONNX file each block is one convolution.
 *
 * <p>As published it has 12,815,107 parameters in training and 11,512,707 in the ONNX file. The row
 * of the paper's table 3 belongs to a network with one more block in each stage: 30,069,635 in
 * training, 27,034,179 in the ONNX file.
 */
final class RepVgg {

  private static final int[] FILTERS = {64, 128, 256, 1280};

  private RepVgg() {}

  static List<Layer.Named> a1(int classes) {
    return layers(classes, 2, 4, 14, 1);
  }

  static List<Layer.Named> a1Plus(int classes) {
    return layers(classes, 3, 5, 15, 2);
  }

  private static List<Layer.Named> layers(int classes, int... blocks) {
    List<Layer.Named> layers = new ArrayList<>();
    layers.add(named("stage0", RepVggBlock.changing(64, 2)));
    for (int stage = 0; stage < FILTERS.length; stage++) {
      layers.add(named("stage" + (stage + 1), stage(FILTERS[stage], blocks[stage])));
    }
    layers.add(named("average", WeightlessLayer.GLOBAL_AVERAGE));
    layers.add(named("linear", new Linear(classes)));
    return layers;
  }

  private static Layer stage(int filters, int blocks) {
    Layer[] all = new Layer[blocks];
    all[0] = RepVggBlock.changing(filters, 2);
    for (int i = 1; i < blocks; i++) {
      all[i] = RepVggBlock.keeping(filters);
    }
    return Chain.numbered("block", all);
  }
}
