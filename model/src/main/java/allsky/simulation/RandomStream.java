package allsky.simulation;

import allsky.survey.Band;
import java.util.SplittableRandom;

/**
 * The independent random streams of a tile. A stream depends only on the seed, the tile and the
 * purpose. So tiles, and parts of a tile, can be made in any order and on any executor.
 */
enum RandomStream {
  CONDITIONS,
  NATURAL_SOURCES,
  LABELLED_SOURCES,
  CATALOG,
  SPECTRA,
  NOISE_W1,
  NOISE_W2,
  NOISE_W3,
  NOISE_W4,
  SPECTRUM_FILES,
  HARD_CASES,
  MISSING_BANDS,
  UNUSUAL,
  UNUSUAL_CATALOG,
  DIFFUSE_EMISSION,
  MOVING_OBJECTS;

  /** The noise of a band's image. */
  static RandomStream noise(Band band) {
    return valueOf("NOISE_" + band);
  }

  SplittableRandom of(long seed, int tileIndex) {
    return new SplittableRandom(mix(mix(mix(seed) + tileIndex) + ordinal()));
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014, OOPSLA, figure 17). */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
