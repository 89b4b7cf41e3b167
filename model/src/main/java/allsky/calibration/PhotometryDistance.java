package allsky.calibration;

import allsky.calibration.mixture.GaussianMixture;
import allsky.calibration.mixture.MixtureFit;
import allsky.survey.NetworkInputs;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The distance of a source from ordinary sources, by its photometry: how rare its colours, and the
 * bands in which it is measured, are among ordinary sources of the same W1. A mixture of Gaussians
 * has the density of all these numbers (as in {@link PixelDistance}); its marginal density of W1 is
 * divided out, so that a source is not rare because few sources are as bright. The errors of the
 * magnitudes are not used: they differ between versions of the catalog. A band that is measured in
 * each ordinary source, such as W1, has a flag without scatter; without it a source is very far.
 */
public final class PhotometryDistance implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int MOST_GAUSSIANS = 40;

  private static final int WINDOW = 800;

  private final NetworkInputs inputs;
  private final GaussianMixture density;

  /** Of W1 only. */
  private final GaussianMixture marginal;

  private final LocalTail tail;

  PhotometryDistance(NetworkInputs inputs, GaussianMixture density, LocalTail tail) {
    this.inputs = inputs;
    this.density = density;
    this.marginal = density.marginal(1);
    this.tail = tail;
  }

  /**
   * Learns from ordinary sources.
   *
   * @param learned photometry of sources, see {@link NetworkInputs#photometry}
   * @param held photometry of other ordinary sources
   * @param w1 of these others, Vega mag; NaN for a source without it
   * @param faintW1 the limit is the same for all sources brighter than this
   * @return empty if the network does not get W1, or if no source is measured
   */
  static Optional<PhotometryDistance> fitted(
      NetworkInputs inputs,
      List<float[]> learned,
      List<float[]> held,
      double[] w1,
      double faintW1) {
    double[][] all = vectors(inputs, learned);
    int[] measured =
        IntStream.range(0, held.size()).filter(i -> inputs.isMeasured(held.get(i))).toArray();
    if (all.length == 0 || measured.length == 0) {
      return Optional.empty();
    }
    GaussianMixture density = MixtureFit.density(all, MOST_GAUSSIANS);
    PhotometryDistance untailed = new PhotometryDistance(inputs, density, null);
    double[] scores =
        Arrays.stream(measured).mapToDouble(i -> untailed.score(held.get(i))).toArray();
    double[] magnitudes = Arrays.stream(measured).mapToDouble(i -> w1[i]).toArray();
    return Optional.of(
        new PhotometryDistance(inputs, density, LocalTail.of(magnitudes, scores, faintW1, WINDOW)));
  }

  private static double[][] vectors(NetworkInputs inputs, List<float[]> photometry) {
    return photometry.stream()
        .filter(inputs::isMeasured)
        .map(inputs::coloursAtW1)
        .toArray(double[][]::new);
  }

  /** Minus the logarithm of the density of the colours for a given W1. */
  private double score(float[] photometry) {
    double[] vector = inputs.coloursAtW1(photometry);
    return marginal.logDensity(Arrays.copyOf(vector, 1)) - density.logDensity(vector);
  }

  /**
   * The distance of a source, which may be negative; 2 means that 1 % of the ordinary sources of
   * this W1 are rarer.
   *
   * @param photometry see {@link NetworkInputs#photometry}
   * @param w1 of the source, Vega mag; NaN if it has none
   * @return 0 if no band is measured
   */
  public double of(float[] photometry, double w1) {
    return inputs.isMeasured(photometry) ? tail.rarity(w1, score(photometry)) : 0;
  }

  GaussianMixture density() {
    return density;
  }

  LocalTail tail() {
    return tail;
  }
}
