package allsky.spark.evaluation;

import allsky.spark.table.cutout.CutoutTable;
import java.util.Arrays;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Whether cutouts are of the sky or of {@code simulate-sky}, as their table says. */
public final class ImageOrigin {

  private static final String ORIGIN = "origin";

  private ImageOrigin() {}

  /** True where the pixels' metadata say so, or a column that came from a simulated catalog. */
  public static boolean isSimulated(StructType cutouts) {
    return CutoutTable.isSimulated(cutouts)
        || Arrays.stream(cutouts.fields()).anyMatch(ImageOrigin::isOfSimulatedCatalog);
  }

  private static boolean isOfSimulatedCatalog(StructField field) {
    return field.metadata().contains(ORIGIN)
        && field.metadata().getString(ORIGIN).startsWith("SIMULATED");
  }
}
