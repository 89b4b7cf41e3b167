package allsky.spark.training;

import allsky.cutout.input.ColourComposite;
import allsky.inference.FeatureMaps;
import allsky.network.NetworkShape;
import allsky.network.engine.ComputeDevice;
import allsky.network.model.TrainedModel;
import allsky.spark.plot.FeatureMapPlot;
import allsky.spark.plot.canvas.Picture;
import allsky.survey.NetworkInputs;
import allsky.training.data.LabelledCutouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Draws the feature maps and Grad-CAM of a new model for the first validation cutout of each class,
 * in the order of the keys, whatever the network says about it.
 */
public final class FeatureMapPicture {

  private FeatureMapPicture() {}

  /** The picture; empty for a network that gets more or other things than images. */
  public static Optional<Picture> draw(TrainedModel model, LabelledCutouts validation) {
    NetworkShape shape = model.description().shape();
    if (shape.inputs() != NetworkInputs.IMAGES) {
      return Optional.empty();
    }
    List<FeatureMapPlot.Source> sources = new ArrayList<>();
    try (FeatureMaps maps = new FeatureMaps(model, ComputeDevice.CPU)) {
      for (int label = 0; label < shape.classes().size(); label++) {
        int wanted = label;
        IntStream.range(0, validation.size())
            .filter(i -> validation.label(i) == wanted)
            .findFirst()
            .ifPresent(i -> sources.add(source(maps, shape, validation, i)));
      }
    }
    return sources.isEmpty() ? Optional.empty() : Optional.of(FeatureMapPlot.draw(sources));
  }

  private static FeatureMapPlot.Source source(
      FeatureMaps maps, NetworkShape shape, LabelledCutouts validation, int cutout) {
    float[] input = new float[shape.inputSize()];
    validation.fill(cutout, input, 0);
    int label = validation.label(cutout);
    return new FeatureMapPlot.Source(
        shape.classes().get(label) + ", validation split",
        ColourComposite.ofStretched(input, shape.bands(), shape.inputSide()),
        shape.inputSide(),
        maps.first(input),
        maps.gradCam(input, label));
  }
}
