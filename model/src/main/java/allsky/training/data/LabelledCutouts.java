package allsky.training.data;

import allsky.Sha256;
import allsky.survey.SourceClass;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cutouts with their true classes, in a fixed order; for {@code train-spectra} they are spectra.
 * Only one thread at a time may read them.
 */
public interface LabelledCutouts {

  /** Number of cutouts. */
  int size();

  /**
   * True class of a cutout: an index from 0, in the order of the classes in the network's shape.
   */
  int label(int index);

  /**
   * Writes the network's input for a cutout (bands, rows, columns) or a spectrum.
   *
   * @param offset index in {@code target} of the first float
   */
  void fill(int index, float[] target, int offset);

  /**
   * As {@link #fill(int, float[], int)}, for a changed cutout. Inputs that are not made from native
   * pixels do not change.
   */
  default void fill(int index, CutoutChange change, float[] target, int offset) {
    fill(index, target, offset);
  }

  /** W1 of the source in Vega mag, NaN if it is not known. */
  default double w1(int index) {
    return Double.NaN;
  }

  /** Number of cutouts of each class, including classes without cutouts. */
  default SortedMap<SourceClass, Integer> counts(List<SourceClass> classes) {
    SortedMap<SourceClass, Integer> counts = new TreeMap<>();
    classes.forEach(sourceClass -> counts.put(sourceClass, 0));
    for (int i = 0; i < size(); i++) {
      counts.merge(classes.get(label(i)), 1, Integer::sum);
    }
    return counts;
  }

  /**
   * SHA-256 over all labels and pixels in order, in hexadecimal.
   *
   * @param inputSize floats of one cutout
   */
  default String digest(int inputSize) {
    MessageDigest digest = Sha256.start();
    float[] pixels = new float[inputSize];
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Float.BYTES * inputSize);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size(); i++) {
      fill(i, pixels, 0);
      bytes.clear().putInt(label(i)).asFloatBuffer().put(pixels);
      digest.update(bytes.array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
