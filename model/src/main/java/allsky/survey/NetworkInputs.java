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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The numbers that a network gets for a source: its pixels, its photometry, or both, or a spectrum.
 * All numbers of a source are one array of floats: the pixels of all bands, then the photometry.
 */
@JsonAdapter(NetworkInputs.Json.class)
public enum NetworkInputs {
  /** The cutout in all bands. */
  IMAGES(true, List.of()),
  /** The position in the diagram of W1-W2 and W2-W3; a source without a measured W3 has none. */
  COLOURS(false, List.of(PhotometryInput.W1_W2, PhotometryInput.W2_W3)),
  /** The cutout, the colours and W1. If W3 is not measured, an input says so. */
  FUSION(
      true,
      List.of(
          PhotometryInput.W1_W2,
          PhotometryInput.W2_W3,
          PhotometryInput.W1,
          PhotometryInput.W3_MISSING)),
  /**
   * The cutout, W1, the colours and the errors of all four bands. If a band is not measured, an
   * input says so; a source without any magnitude is classified by the cutout alone.
   */
  PHOTOMETRY(
      true,
      List.of(
          PhotometryInput.W1,
          PhotometryInput.W1_W2,
          PhotometryInput.W2_W3,
          PhotometryInput.W3_W4,
          PhotometryInput.W1_ERROR,
          PhotometryInput.W2_ERROR,
          PhotometryInput.W3_ERROR,
          PhotometryInput.W4_ERROR,
          PhotometryInput.W1_MISSING,
          PhotometryInput.W2_MISSING,
          PhotometryInput.W3_MISSING,
          PhotometryInput.W4_MISSING)),
  /** The flux by wavelength of an optical spectrum, without cutout and photometry. */
  SPECTRA(false, List.of());

  private final boolean images;

  // A list of enum constants is immutable, but not annotated as such.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<PhotometryInput> photometry;

  NetworkInputs(boolean images, List<PhotometryInput> photometry) {
    this.images = images;
    this.photometry = photometry;
  }

  /**
   * The inputs with an option value: {@code images}, {@code colours}, {@code fusion}, {@code
   * photometry}.
   */
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
  public boolean hasPhotometry() {
    return !photometry.isEmpty();
  }

  /** Number of floats after the pixels. */
  public int photometryCount() {
    return photometry.size();
  }

  /** The numbers after the pixels with their constants, as a model keeps them. */
  public String photometryId() {
    return photometry.stream().map(PhotometryInput::id).collect(Collectors.joining(","));
  }

  /** The bands whose magnitudes and errors the network needs, from W1 on. */
  public List<Band> photometryBands() {
    return photometry.stream().flatMap(each -> each.bands().stream()).distinct().sorted().toList();
  }

  /**
   * The floats after the pixels. A float whose band is not measured is 0, the centre, if another
   * one says that the band is missing.
   *
   * @return empty if the source lacks a magnitude that is needed and that no float says is missing
   */
  public Optional<float[]> photometry(Photometry source) {
    float[] values = new float[photometry.size()];
    for (int i = 0; i < values.length; i++) {
      List<Band> lacking = photometry.get(i).lacking(source).toList();
      if (!lacking.stream().allMatch(this::hasFlag)) {
        return Optional.empty();
      }
      values[i] = lacking.isEmpty() ? photometry.get(i).of(source) : 0;
    }
    return Optional.of(values);
  }

  /**
   * The floats after the pixels for a source of which no band is measured.
   *
   * @return empty if the network needs a magnitude
   */
  public Optional<float[]> withoutPhotometry() {
    return photometry(new Photometry(Map.of()));
  }

  /** True if a source may lack the magnitude of a band: a float says whether it is missing. */
  public boolean hasFlag(Band band) {
    return photometry.stream().anyMatch(each -> each.isFlag() && each.bands().contains(band));
  }

  /**
   * True if the network gets W1, and a band of a source is measured.
   *
   * @param floats see {@link #photometry(Photometry)}
   */
  public boolean isMeasured(float[] floats) {
    return photometry.contains(PhotometryInput.W1)
        && (!hasFlag(Band.W1)
            || IntStream.range(0, floats.length)
                .anyMatch(i -> photometry.get(i).isFlag() && floats[i] < 0.5));
  }

  /**
   * W1, which the network must get, then the colours and the flags of missing bands, without the
   * errors.
   *
   * @param floats see {@link #photometry(Photometry)}
   */
  public double[] coloursAtW1(float[] floats) {
    return Stream.concat(
            photometry.stream().filter(each -> each == PhotometryInput.W1),
            photometry.stream().filter(each -> each != PhotometryInput.W1 && !each.isError()))
        .mapToDouble(each -> floats[photometry.indexOf(each)])
        .toArray();
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
                      "Invalid inputs (%s): %s"
                          .formatted(
                              Arrays.stream(values())
                                  .map(Enum::name)
                                  .collect(Collectors.joining(", ")),
                              name)));
    }
  }
}
