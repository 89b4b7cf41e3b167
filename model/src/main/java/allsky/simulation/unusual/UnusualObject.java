package allsky.simulation.unusual;

import allsky.simulation.image.LightPattern;
import allsky.simulation.source.SkySource;
import java.util.List;

/**
 * An unusual object of a tile: what the catalog lists, and what the images show.
 *
 * @param kind its kind
 * @param listed the sources that the row of the catalog has the light of, brightest in W1 first;
 *     one or more
 * @param lights the sources in the images
 * @param patterns the other light in the images
 */
public record UnusualObject(
    UnusualKind kind, List<SkySource> listed, List<SkySource> lights, List<LightPattern> patterns) {

  public UnusualObject {
    listed = List.copyOf(listed);
    lights = List.copyOf(lights);
    patterns = List.copyOf(patterns);
    if (listed.isEmpty()) {
      throw new IllegalArgumentException("Invalid sources of a row (1 or more): 0");
    }
  }

  /** An object whose light is that of the listed sources. */
  static UnusualObject seen(UnusualKind kind, List<SkySource> sources) {
    return new UnusualObject(kind, sources, sources, List.of());
  }

  /** A row of the catalog without light in the images. */
  static UnusualObject unseen(UnusualKind kind, SkySource listed) {
    return new UnusualObject(kind, List.of(listed), List.of(), List.of());
  }
}
