package allsky.training.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Random changes of a training cutout before each use. They are a function of a random number, so a
 * training that is resumed has the same ones.
 *
 * @param steps what changes; nothing for no change
 * @param mixup the mixture with another cutout after the changes
 */
public record Augmentation(Set<Step> steps, Mixup mixup) {

  /** A kind of change. */
  public enum Step {
    /** One of the {@link SquareSymmetry symmetries of the square}; all 8 are equally probable. */
    FLIPS_AND_TURNS,
    /** A shift along each axis, uniform within half a native pixel, see {@link CutoutChange}. */
    SHIFTS,
    /**
     * Half of the cutouts become fainter, uniform from 0 to 1 mag, with noise that fills up the
     * noise of the image, see {@link CutoutChange}. Share and range are a choice of allsky.
     */
    NOISE;

    /** The name on the command line. */
    public String optionName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** No augmentation. */
  public static final Augmentation NONE = new Augmentation(Set.of());

  public static final Augmentation FLIPS_AND_TURNS =
      new Augmentation(EnumSet.of(Step.FLIPS_AND_TURNS));

  private static final String NO_STEP = "none";

  private static final double MOST_SHIFT_PIXELS = 0.5;
  private static final double MOST_FAINTER_MAG = 1;

  /** Changes without a mixture. */
  private Augmentation(Set<Step> steps) {
    this(steps, Mixup.NONE);
  }

  public Augmentation {
    Set<Step> copy = EnumSet.noneOf(Step.class);
    copy.addAll(steps);
    steps = Collections.unmodifiableSet(copy);
  }

  /**
   * Parses changes: {@code none} or a list such as {@code flips-and-turns,shifts}. An underscore is
   * a hyphen.
   *
   * @throws IllegalArgumentException for another text
   */
  public static Augmentation parse(String text) {
    if (text.equals(NO_STEP)) {
      return NONE;
    }
    return new Augmentation(
        Arrays.stream(text.replace('_', '-').split(",", -1))
            .map(name -> step(name, text))
            .collect(Collectors.toSet()));
  }

  /** The same changes with a mixture. */
  public Augmentation with(Mixup newMixup) {
    return new Augmentation(steps, newMixup);
  }

  private static Step step(String name, String text) {
    return Arrays.stream(Step.values())
        .filter(step -> step.optionName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid augmentation (none, or a list of %s): %s"
                        .formatted(
                            Arrays.stream(Step.values())
                                .map(Step::optionName)
                                .collect(Collectors.joining(", ")),
                            text)));
  }

  /** The text of the changes that {@link #parse} reads. */
  public String optionName() {
    return steps.isEmpty()
        ? NO_STEP
        : steps.stream().map(Step::optionName).collect(Collectors.joining(","));
  }

  /**
   * The change of the native pixels of a cutout.
   *
   * @param draw random number, uniform over all long values
   */
  public CutoutChange change(long draw) {
    if (!steps.contains(Step.SHIFTS) && !steps.contains(Step.NOISE)) {
      return CutoutChange.NONE;
    }
    SplittableRandom random = new SplittableRandom(draw);
    double shiftX = random.nextDouble(-MOST_SHIFT_PIXELS, MOST_SHIFT_PIXELS);
    double shiftY = random.nextDouble(-MOST_SHIFT_PIXELS, MOST_SHIFT_PIXELS);
    double fainterMag = random.nextBoolean() ? random.nextDouble(MOST_FAINTER_MAG) : 0;
    long noiseSeed = random.nextLong();
    boolean shifts = steps.contains(Step.SHIFTS);
    return new CutoutChange(
        shifts ? (float) shiftX : 0,
        shifts ? (float) shiftY : 0,
        steps.contains(Step.NOISE) ? fainterMag : 0,
        noiseSeed);
  }

  /**
   * Flips and turns the input of a network in place.
   *
   * @param pixels the input, from {@code offset} on: planes of {@code side} times {@code side}
   *     pixels
   * @param draw random number, uniform over all long values
   */
  public void turn(float[] pixels, int offset, int planes, int side, long draw) {
    if (steps.contains(Step.FLIPS_AND_TURNS)) {
      SquareSymmetry.apply(pixels, offset, planes, side, draw);
    }
  }
}
