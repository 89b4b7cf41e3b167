package allsky.spark.report.section;

/**
 * A straight line of a colour cut in the colour-colour diagram, in Vega magnitudes.
 *
 * @param name the class that it separates
 */
public record ColourCutLine(
    String name, double fromW2W3, double fromW1W2, double toW2W3, double toW1W2) {}
