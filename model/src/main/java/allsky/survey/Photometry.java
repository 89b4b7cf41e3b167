package allsky.survey;

import java.util.EnumMap;
import java.util.Map;

/**
 * The magnitudes of a source.
 *
 * @param magnitudes those that are known, by band
 */
public record Photometry(Map<Band, Magnitude> magnitudes) {

  public Photometry {
    Map<Band, Magnitude> copy = new EnumMap<>(Band.class);
    copy.putAll(magnitudes);
    magnitudes = copy;
  }

  /** The magnitude of a band; {@link Magnitude#NONE} if nothing is known. */
  public Magnitude in(Band band) {
    return magnitudes.getOrDefault(band, Magnitude.NONE);
  }
}
