package allsky.spark.report.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis of a plot. Its ends are ticks, so that both are labelled.
 *
 * @param label the quantity with its unit, such as "W1 [Vega mag]"
 * @param low the value at the left or lower end
 * @param high the value at the other end, more than {@code low}
 * @param logarithmic true for a logarithmic axis
 * @param ticks the values with a label
 */
public record Axis(String label, double low, double high, boolean logarithmic, List<Double> ticks) {

  private static final double NO_COUNT = 0.5;
  private static final int INTERVALS = 6;
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  public Axis {
    ticks = List.copyOf(ticks);
    if (!(high > low)) {
      throw new IllegalArgumentException("Invalid axis (low end first): " + low + ", " + high);
    }
  }

  /** An axis around a range: its ends are the next round values. */
  public static Axis around(String label, double low, double high) {
    return around(label, low, high, 0);
  }

  /** An axis of whole numbers, such as epochs, from 0. */
  public static Axis ofNumbers(String label, double most) {
    return around(label, 0, most, 1);
  }

  private static Axis around(String label, double low, double high, double leastStep) {
    double range = Math.max(high - low, 1e-9);
    double decade = Math.pow(10, Math.floor(Math.log10(range / INTERVALS)));
    double step = 10 * decade;
    for (double candidate : STEPS) {
      if (range / (candidate * decade) <= INTERVALS + 1) {
        step = candidate * decade;
        break;
      }
    }
    step = Math.max(step, leastStep);
    return stepped(label, Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9), step);
  }

  /** An axis of fractions, 0 to 1. */
  public static Axis ofFractions(String label) {
    return stepped(label, 0, 5, 0.2);
  }

  /**
   * An axis of complete decades around a range.
   *
   * @param low more than 0
   */
  public static Axis ofDecades(String label, double low, double high) {
    double first = Math.floor(Math.log10(low) + 1e-9);
    double last = Math.max(first + 1, Math.ceil(Math.log10(high) - 1e-9));
    List<Double> ticks = new ArrayList<>();
    for (double power = first; power <= last; power++) {
      ticks.add(Math.pow(10, power));
    }
    return new Axis(label, Math.pow(10, first), Math.pow(10, last), true, ticks);
  }

  /**
   * A logarithmic axis of counts, 0 to the next power of ten. 0 is where the logarithm has 0.5.
   *
   * @param most the largest count
   */
  public static Axis ofCounts(String label, long most) {
    Axis decades = ofDecades(label, 1, (double) Math.max(10, most));
    List<Double> ticks = new ArrayList<>(List.of(NO_COUNT));
    ticks.addAll(decades.ticks());
    return new Axis(label, NO_COUNT, decades.high(), true, ticks);
  }

  private static Axis stepped(String label, double first, double last, double step) {
    List<Double> ticks = new ArrayList<>();
    double end = Math.max(last, first + 1);
    for (double number = first; number <= end; number++) {
      ticks.add(number * step);
    }
    return new Axis(label, first * step, end * step, false, ticks);
  }

  /** The place of a value, 0 at the low end to 1 at the high end; values beyond are at the end. */
  double place(double value) {
    double place =
        logarithmic
            ? Math.log10(Math.max(value, low) / low) / Math.log10(high / low)
            : (value - low) / (high - low);
    return Math.max(0, Math.min(1, place));
  }

  /** The label of a tick, with as many decimals as its neighbours need. */
  String text(double tick) {
    int decimals = 0;
    if (logarithmic && tick == NO_COUNT) {
      return "0";
    }
    if (!logarithmic) {
      double step = ticks.get(1) - ticks.get(0);
      while (decimals < 6 && Math.abs(step * Math.pow(10, decimals) % 1 - 0.5) < 0.499) {
        decimals++;
      }
    } else if (tick < 1) {
      decimals = (int) Math.round(-Math.log10(tick));
    }
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", tick + 0.0);
    return text.startsWith("-") ? "−" + text.substring(1) : text;
  }
}
