package allsky.spark.cli.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A value of --with: a further catalog, and the options of crossmatch for it.
 *
 * @param values by name, such as path, radius and prefix
 */
public record FurtherCatalog(Map<String, String> values) {

  private static final String PATH = "path";

  private static final String PREFIX = "prefix";

  private static final String COLUMNS = "columns";

  /** A separator within a value, because a comma ends it. */
  private static final String LIST = ";";

  /** The option of crossmatch for each name. */
  private static final Map<String, String> OPTIONS = options();

  private static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(PATH, "--spectra");
    options.put("radius", "--radius-arcsec");
    options.put(PREFIX, "--match-prefix");
    options.put(COLUMNS, "--spectra-columns");
    options.put("key", "--spectra-key-column");
    options.put("ra", "--spectra-ra-column");
    options.put("dec", "--spectra-dec-column");
    options.put("hdu", "--spectra-hdu");
    options.put("where", "--spectra-where");
    options.put("match", "--match");
    options.put("max-sigmas", "--max-sigmas");
    options.put("source-error", "--ra-error-column");
    options.put("error", "--spectra-ra-error-column");
    return options;
  }

  /** Tells picocli how NAME=VALUE,... is read. */
  public static final class Converter implements ITypeConverter<FurtherCatalog> {
    @Override
    public FurtherCatalog convert(String text) {
      Map<String, String> values = new LinkedHashMap<>();
      for (String part : text.split(",", -1)) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part.strip() : part.substring(0, equals).strip();
        String value = equals < 0 ? "" : part.substring(equals + 1).strip();
        if (!OPTIONS.containsKey(name)) {
          throw new TypeConversionException(
              "expected NAME=VALUE of "
                  + String.join(", ", OPTIONS.keySet())
                  + ", but was "
                  + part.strip());
        }
        if (value.isEmpty() || values.put(name, value) != null) {
          throw new TypeConversionException("expected one value of " + name);
        }
      }
      if (!values.containsKey(PATH) || !values.containsKey(PREFIX)) {
        throw new TypeConversionException("expected path=FILE and prefix=TEXT");
      }
      return new FurtherCatalog(values);
    }
  }

  /** The path of the catalog. */
  public String path() {
    return values.get(PATH);
  }

  /**
   * The options of the same match as a job of its own.
   *
   * @param sources the output of the match before
   * @param key the key of the sources
   * @param others options that all catalogs have, and their values
   */
  public List<String> arguments(String sources, String key, List<String> others) {
    List<String> words = new ArrayList<>(List.of("--sources", sources, "--output", "-"));
    words.addAll(List.of("--key-column", key, "--ra-column", "ra", "--dec-column", "dec"));
    words.addAll(List.of("--join", "left", "--spectra-class-column", "none"));
    words.addAll(others);
    values.forEach(
        (name, value) -> {
          words.add(OPTIONS.get(name));
          words.add(name.equals(COLUMNS) ? value.replace(LIST, ",") : value);
        });
    return words;
  }

  /** As in the option. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    values.forEach((name, value) -> parts.add(name + "=" + value));
    return String.join(",", parts);
  }
}
