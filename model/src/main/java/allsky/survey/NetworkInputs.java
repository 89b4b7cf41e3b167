package allsky.survey;

import com.google.gson.TypeAdapter;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The numbers that a network gets for a source: its pixels, its colours, or both, or a spectrum.
 * All numbers of a source are one array of floats: the pixels of all bands, then the colours.
 */
@JsonAdapter(NetworkInputs.Json.class)
public enum NetworkInputs {
  /** The cutout in all bands. */
  IMAGES(true, List.of()),
  /** The position in the diagram of W1-W2 and W2-W3; a source without a measured W3 has none. */
  COLOURS(false, List.of(ColourInput.W1_W2, ColourInput.W2_W3)),
  /** The cutout, the colours and W1. If W3 is not measured, an input says so. */
  FUSION(
      true, List.of(ColourInput.W1_W2, ColourInput.W2_W3, ColourInput.W1, ColourInput.W3_MISSING)),
  /** The flux by wavelength of an optical spectrum, without cutout and colours. */
  SPECTRA(false, List.of());

  /** The bands of all colours. */
  public static final List<Band> COLOUR_BANDS = List.of(Band.W1, Band.W2, Band.W3);

  private final boolean images;

  // A list of enum constants is immutable, but not annotated as such.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<ColourInput> colours;

  NetworkInputs(boolean images, List<ColourInput> colours) {
    this.images = images;
    this.colours = colours;
  }

  /** The inputs with an option value: {@code images}, {@code colours}, {@code fusion}. */
  public static Optional<NetworkInputs> ofOption(String name) {
    return Arrays.stream(values())
        .filter(each -> each != SPECTRA && each.optionName().equals(name))
        .findFirst();
  }

  /** The values of the option for cutouts, for messages. */
  public static String optionNames() {
    return Arrays.stream(values())
        .filter(each -> each != SPECTRA)
        .map(NetworkInputs::optionName)
        .collect(Collectors.joining(", "));
  }

  /** The value of the option {@code --inputs}. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True if the array begins with pixels. */
  public boolean hasImages() {
    return images;
  }

  /** True if the network needs the magnitudes of a source. */
  public boolean hasColours() {
    return !colours.isEmpty();
  }

  /** Number of floats after the pixels. */
  public int colourCount() {
    return colours.size();
  }

  /** The colours with their constants, as a model keeps them. */
  public String colourId() {
    return colours.stream().map(ColourInput::id).collect(Collectors.joining(","));
  }

  /**
   * The floats after the pixels; empty if the source lacks a magnitude that they need. An
   * unmeasured W3 is needed only without the input {@link ColourInput#W3_MISSING}; with it, W2-W3
   * is 0, the centre.
   */
  public Optional<float[]> colours(Magnitudes magnitudes) {
    float[] values = new float[colours.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = colours.get(i).of(magnitudes);
      if (Float.isNaN(values[i])) {
        if (colours.get(i) != ColourInput.W2_W3 || !saysWhereW3IsMissing(magnitudes)) {
          return Optional.empty();
        }
        values[i] = 0;
      }
    }
    return Optional.of(values);
  }

  private boolean saysWhereW3IsMissing(Magnitudes magnitudes) {
    return colours.contains(ColourInput.W3_MISSING) && Double.isNaN(magnitudes.w3());
  }

  /** Writes no value for images, as models of older versions have none. */
  static final class Json extends TypeAdapter<NetworkInputs> {

    @Override
    public void write(JsonWriter out, NetworkInputs inputs) throws IOException {
      out.value(inputs == null || inputs == IMAGES ? null : inputs.name());
    }

    @Override
    public NetworkInputs read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return IMAGES;
      }
      return stored(in.nextString());
    }

    private static NetworkInputs stored(String name) {
      return Arrays.stream(values())
          .filter(each -> each.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Invalid inputs (IMAGES, COLOURS, FUSION, SPECTRA): " + name));
    }
  }
}
