package allsky.spark.table.prediction;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Bits of the {@code flags} column: warnings about a source, none of which removes the source or
 * its class. Each bit has a second one, {@link #unknown}, which is set if the input does not tell
 * whether the first applies. "The bands" are those of the network.
 */
public enum SourceFlag {
  OUTSIDE_PRIORS(1, "no row of the table of --priors has the source"),
  FAINTER_THAN_TRAINING(2, "fainter in W1 than 99 % of the training sources"),
  ARTEFACT(4, "cc_flags of a band is not 0"),
  SATURATED(8, "saturated pixels in a band (w?sat above 0)"),
  BLENDED(16, "fitted together with another source (nb above 1)"),
  MOON(32, "scattered moonlight in a band (moon_lev not 0)"),
  IMAGE_ONLY(64, "from the image only, by a network that also gets magnitudes: W1 is not measured");

  private static final int UNKNOWN_SHIFT = 8;

  private final int bit;
  private final String meaning;

  SourceFlag(int bit, String meaning) {
    this.bit = bit;
    this.meaning = meaning;
  }

  /** The bit that is set if the warning applies. */
  public int bit() {
    return bit;
  }

  /** True if the warning applies, by a value of the column. */
  public boolean isIn(int flags) {
    return (flags & bit) != 0;
  }

  /** The bit that is set if it is not known whether the warning applies: 256 times {@link #bit}. */
  public int unknown() {
    return bit << UNKNOWN_SHIFT;
  }

  /** The meaning of all bits, for the description of the column. */
  public static String meanings() {
    return Arrays.stream(values())
            .map(flag -> flag.bit + " " + flag.meaning)
            .collect(Collectors.joining(", "))
        + "; 256 times a bit: not known";
  }
}
