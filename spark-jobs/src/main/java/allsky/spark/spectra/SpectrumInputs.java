package allsky.spark.spectra;

import allsky.spectrum.SpectrumKey;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;

/** Inputs of the network for spectra, by plate, date and fibre. */
public final class SpectrumInputs {

  private static final String NO_KEY = "NO_KEY";

  private SpectrumInputs() {}

  /**
   * Collects the spectra in the driver's memory: 4 KB for each. Of several files with one key, the
   * first counts.
   *
   * @param log takes a line for each reason why files are left out
   */
  public static Map<SpectrumKey, float[]> of(JavaRDD<ReadSpectrum> spectra, Consumer<String> log) {
    Map<SpectrumKey, float[]> inputs = new HashMap<>();
    SortedMap<String, Integer> leftOut = new TreeMap<>();
    for (ReadSpectrum spectrum : spectra.collect()) {
      if (spectrum.isOk() && spectrum.key() != null) {
        inputs.putIfAbsent(spectrum.key(), spectrum.input());
      } else {
        leftOut.merge(spectrum.isOk() ? NO_KEY : spectrum.status().name(), 1, Integer::sum);
      }
    }
    leftOut.forEach(
        (reason, count) ->
            log.accept(String.format(Locale.ROOT, "%,d spectra are left out: %s", count, reason)));
    return inputs;
  }
}
