package allsky.simulation.catalog;

import allsky.simulation.image.BandNoise;
import allsky.simulation.image.TileConditions;
import allsky.simulation.source.SkySource;
import allsky.simulation.source.SourceGrid;
import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decides which sources of a tile have their own row in the catalog, and finds their neighbours.
 */
public final class Deblending {

  /**
   * Sources closer than this are one row: 1.3 times the FWHM of a single W1 exposure, the image in
   * which sources are fitted.
   */
  private static final double MERGED_WITHIN_PIXELS = fwhmPixels(1.3);

  /** Rows closer than this are fitted together and count in nb. */
  private static final double FITTED_WITHIN_PIXELS = fwhmPixels(2);

  /** Unlisted sources within this distance add light to the apertures. */
  private static final double APERTURE_REACH_PIXELS = fwhmPixels(3);

  /** A source below this signal-to-noise ratio in all bands cannot be listed. */
  private static final double HOPELESS_SNR = 3;

  private final TileConditions conditions;
  private final SourceGrid<SkySource> unlisted;
  private final SourceGrid<Detection> accepted;
  private final List<Detection> detections = new ArrayList<>();

  public Deblending(List<SkySource> sources, int tilePixels, TileConditions conditions) {
    this.conditions = conditions;
    int reach = (int) Math.ceil(APERTURE_REACH_PIXELS);
    this.unlisted = new SourceGrid<>(tilePixels, reach, source -> source);
    this.accepted = new SourceGrid<>(tilePixels, reach, Detection::source);
    sources.stream().sorted(Comparator.comparingDouble(SkySource::w1)).forEach(this::place);
  }

  /** The detections, brightest in W1 first. */
  public List<Detection> detections() {
    return detections;
  }

  /**
   * Number of detections that are fitted together with this one, including itself: the catalog's
   * nb.
   */
  public int fittedTogether(Detection detection) {
    return accepted.within(detection.source(), FITTED_WITHIN_PIXELS).size();
  }

  /**
   * The sources without their own row whose light reaches the apertures of this detection. The
   * light of listed neighbours is assumed to be subtracted.
   */
  public List<SkySource> unlisted(Detection detection) {
    return unlisted.within(detection.source(), APERTURE_REACH_PIXELS);
  }

  private void place(SkySource source) {
    Detection nearest = null;
    for (Detection brighter : accepted.within(source, MERGED_WITHIN_PIXELS)) {
      if (nearest == null
          || brighter.source().distance(source) < nearest.source().distance(source)) {
        nearest = brighter;
      }
    }
    if (nearest != null) {
      nearest.absorb(source);
      unlisted.add(source);
    } else if (isBright(source)) {
      Detection detection = new Detection(source);
      detections.add(detection);
      accepted.add(detection);
    } else {
      unlisted.add(source);
    }
  }

  private boolean isBright(SkySource source) {
    for (Band band : Band.values()) {
      if (source.fluxDn(band) > HOPELESS_SNR * conditions.noise(band).fluxSigmaDn()) {
        return true;
      }
    }
    return false;
  }

  private static double fwhmPixels(double times) {
    return times * BandNoise.nativeFwhmArcsec(Band.W1) / AtlasTiling.PIXEL_SCALE_ARCSEC;
  }
}
