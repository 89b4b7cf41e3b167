package allsky.spark.spectra;

import allsky.spectrum.LogGrid;
import allsky.spectrum.SpectrumFile;
import allsky.spectrum.SpectrumInput;
import allsky.spectrum.SpectrumKey;
import allsky.spectrum.SpectrumStatus;
import allsky.spectrum.UnusableSpectrumException;
import allsky.survey.SourceClass;
import java.io.Serializable;

/**
 * A spectrum as the network's input, or the reason why there is none.
 *
 * @param file path below the folder of the user
 * @param key plate, date and fibre; null if the file does not have them
 * @param label the class in the file; null if there is none
 * @param input the network's input; null if the status is not OK
 * @param missing number of values of the input that are interpolated
 * @param status OK, or the kind of the problem
 * @param problem why there is no input, in a few words; null if the status is OK
 */
public record ReadSpectrum(
    String file,
    SpectrumKey key,
    SourceClass label,
    float[] input,
    int missing,
    SpectrumStatus status,
    String problem)
    implements Serializable {

  /** A file that cannot be read. */
  static ReadSpectrum unreadable(String file, SpectrumStatus status, String problem) {
    return new ReadSpectrum(file, null, null, null, 0, status, problem);
  }

  /** The spectrum of a file that was read. */
  static ReadSpectrum of(String name, SpectrumFile file) {
    SpectrumKey key = file.key().orElse(null);
    SourceClass label = file.sourceClass().orElse(null);
    try {
      SpectrumInput input = SpectrumInput.of(file.spectrum(), LogGrid.NETWORK);
      return new ReadSpectrum(
          name, key, label, input.values(), input.missing(), SpectrumStatus.OK, null);
    } catch (UnusableSpectrumException e) {
      return new ReadSpectrum(name, key, label, null, 0, e.status(), e.getMessage());
    }
  }

  /** The same spectrum without input. */
  ReadSpectrum without(SpectrumStatus reason, String text) {
    return new ReadSpectrum(file, key, label, null, 0, reason, text);
  }

  public boolean isOk() {
    return status == SpectrumStatus.OK;
  }
}
