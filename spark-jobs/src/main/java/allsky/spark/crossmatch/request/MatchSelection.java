package allsky.spark.crossmatch.request;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of the pairs within the radius are matches.
 *
 * @param mode the rule
 * @param maxRank the last of a source's partners, nearest first, that can be its match
 */
public record MatchSelection(MatchMode mode, int maxRank) implements Serializable {

  /** The largest K of {@code nearest:K}. */
  public static final int MAX_NEAREST = 1000;

  private static final Pattern NEAREST = Pattern.compile("nearest:(\\d{1,9})");

  /**
   * @throws IllegalArgumentException if the rank does not fit the mode
   */
  public MatchSelection {
    boolean fits =
        switch (mode) {
          case BEST, MUTUAL -> maxRank == 1;
          case NEAREST -> maxRank >= 1 && maxRank <= MAX_NEAREST;
          case ALL -> maxRank == Integer.MAX_VALUE;
        };
    if (!fits) {
      throw new IllegalArgumentException("Invalid rank for " + mode + ": " + maxRank);
    }
  }

  /** A mode without a number; with {@link MatchMode#NEAREST} the nearest partner. */
  public static MatchSelection of(MatchMode mode) {
    return new MatchSelection(mode, mode == MatchMode.ALL ? Integer.MAX_VALUE : 1);
  }

  /** Each source's nearest partners. */
  public static MatchSelection nearest(int count) {
    return new MatchSelection(MatchMode.NEAREST, count);
  }

  /**
   * Reads the value of {@code --match}: best, mutual, all or nearest:K, in any case.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static MatchSelection of(String text) {
    Matcher nearest = NEAREST.matcher(text.toLowerCase(Locale.ROOT));
    if (nearest.matches()) {
      int count = Integer.parseInt(nearest.group(1));
      if (count < 1 || count > MAX_NEAREST) {
        throw new IllegalArgumentException(
            "Invalid K of nearest:K (1 to " + MAX_NEAREST + "): " + count);
      }
      return nearest(count);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "best" -> of(MatchMode.BEST);
      case "mutual" -> of(MatchMode.MUTUAL);
      case "all" -> of(MatchMode.ALL);
      default ->
          throw new IllegalArgumentException(
              "expected best, mutual, all or nearest:K, such as nearest:3, but was " + text);
    };
  }

  /** True if a match can be a pair that is not the nearest of its source. */
  public boolean takesLaterRanks() {
    return maxRank > 1;
  }

  /** True if the rank of a match is written. */
  public boolean writesRank() {
    return mode == MatchMode.NEAREST;
  }

  /** As in the option: best, nearest:3. */
  @Override
  public String toString() {
    String name = mode.name().toLowerCase(Locale.ROOT);
    return mode == MatchMode.NEAREST ? name + ":" + maxRank : name;
  }
}
