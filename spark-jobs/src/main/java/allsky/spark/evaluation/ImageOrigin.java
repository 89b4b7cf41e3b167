package allsky.spark.evaluation;

import allsky.spark.table.cutout.CutoutTable;
import java.util.Arrays;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Detects whether cutouts come from real or simulated images, according to their table. */
public final class ImageOrigin {

  private static final String ORIGIN = "origin";

  private ImageOrigin() {}

  /**
   * True if the metadata of the pixels or of a column from the catalog say that they are simulated.
   */
  public static boolean isSimulated(StructType cutouts) {
    return CutoutTable.isSimulated(cutouts)
        || Arrays.stream(cutouts.fields()).anyMatch(ImageOrigin::isOfSimulatedCatalog);
  }

  private static boolean isOfSimulatedCatalog(StructField field) {
    return field.metadata().contains(ORIGIN)
        && field.metadata().getString(ORIGIN).startsWith("SIMULATED");
  }
}
