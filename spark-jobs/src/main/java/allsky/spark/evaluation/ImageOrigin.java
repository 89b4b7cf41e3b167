package allsky.spark.evaluation;

import allsky.spark.table.CutoutTable;
import java.util.Arrays;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Whether cutouts are of the sky or of {@code simulate-sky}, as their table says. */
public final class ImageOrigin {

  private static final String TENSOR = "tensor";
  private static final String SIMULATED = "simulated";
  private static final String ORIGIN = "origin";

  private ImageOrigin() {}

  /** True where the pixels' metadata say so, or a column that came from a simulated catalog. */
  public static boolean isSimulated(StructType cutouts) {
    return tensorSaysSo(cutouts.apply(CutoutTable.PIXELS).metadata())
        || Arrays.stream(cutouts.fields()).anyMatch(ImageOrigin::isOfSimulatedCatalog);
  }

  private static boolean tensorSaysSo(Metadata pixels) {
    Metadata tensor = pixels.getMetadata(TENSOR);
    return tensor.contains(SIMULATED) && tensor.getBoolean(SIMULATED);
  }

  private static boolean isOfSimulatedCatalog(StructField field) {
    return field.metadata().contains(ORIGIN)
        && field.metadata().getString(ORIGIN).startsWith("SIMULATED");
  }
}
