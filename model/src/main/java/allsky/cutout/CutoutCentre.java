package allsky.cutout;

import allsky.survey.Band;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a cutout shows at the position of its source, and around it, in each band.
 *
 * @param bands the measurements in the order of the cutout's bands, one or more
 */
public record CutoutCentre(List<BandCentre> bands) {

  public CutoutCentre {
    bands = List.copyOf(bands);
    if (bands.isEmpty()) {
      throw new IllegalArgumentException("Invalid cutout centre (one band or more): none");
    }
  }

  /**
   * Measures a cutout.
   *
   * @param cutout a cutout whose status is OK
   * @param sigma scatter of the background of each band, DN
   */
  public static CutoutCentre of(StoredCutout cutout, float[] sigma, CutoutShape shape) {
    List<BandCentre> bands = new ArrayList<>();
    for (int band = 0; band < shape.bands().size(); band++) {
      bands.add(BandCentre.of(cutout.pixels(), band, cutout.dx(), cutout.dy(), sigma[band], shape));
    }
    return new CutoutCentre(bands);
  }

  /** Why a cutout has no source in its centre. */
  public enum Absence {
    /** Nothing is detected at the position in any band. */
    NOT_DETECTED,

    /** Where something is detected, it belongs to a brighter peak beside it. */
    OUTSHONE
  }

  /** True if no band shows a source at the position. */
  public boolean hasNoSource() {
    return bands.stream().allMatch(BandCentre::hidesSource);
  }

  /** Why there is no source, if {@link #hasNoSource}. */
  public Absence absence() {
    boolean undetected =
        bands.stream().allMatch(band -> band.signalToNoise() < BandCentre.DETECTION);
    return undetected ? Absence.NOT_DETECTED : Absence.OUTSHONE;
  }

  /** Distance of the nearest peak from the source in the clearest band, arcsec; may be infinite. */
  public double nearestPeakArcsec() {
    return clearest().nearestPeakArcsec();
  }

  /**
   * Signal-to-noise ratio of the brightest neighbour over that of the source in the clearest band;
   * a source below 1 counts as 1. It is 0 without a neighbour.
   */
  public double neighbourRatio() {
    return clearest().neighbour() / Math.max(1, clearest().signalToNoise());
  }

  /**
   * The values at the source as asinh(value / reference noise), which are like magnitudes for
   * bright sources and linear for faint ones (Lupton, Gunn and Szalay 1999, AJ 118, 1406). The
   * difference of two bands is a colour.
   */
  public double[] asinhFluxes(CutoutShape shape) {
    double[] fluxes = new double[bands.size()];
    for (int i = 0; i < fluxes.length; i++) {
      Band band = shape.bands().get(i);
      double scaled = bands.get(i).value() / band.referenceSigmaDn();
      fluxes[i] = Math.signum(scaled) * Math.log(Math.abs(scaled) + Math.hypot(scaled, 1));
    }
    return fluxes;
  }

  /** The band in which the source has the greatest signal-to-noise ratio. */
  private BandCentre clearest() {
    return bands.stream().max(Comparator.comparingDouble(BandCentre::signalToNoise)).orElseThrow();
  }
}
