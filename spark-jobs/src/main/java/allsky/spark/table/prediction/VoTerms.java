package allsky.spark.table.prediction;

import allsky.spark.columns.Columns;
import allsky.spark.table.cutout.CutoutTable;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * The terms of the Virtual Observatory for columns: UCDs (IVOA, UCD1+ controlled vocabulary) and
 * the unit of magnitudes if the catalog gives none.
 */
public final class VoTerms {

  private static final String KEY_UCD = "meta.id;meta.main";

  private static final Map<String, String> UCDS = ucds();

  private static final Map<Band, String> SPECTRAL_RANGES =
      Map.of(
          Band.W1, "em.IR.3-4um",
          Band.W2, "em.IR.4-8um",
          Band.W3, "em.IR.8-15um",
          Band.W4, "em.IR.15-30um");

  private VoTerms() {}

  /** The UCD of a column; empty if it has none. */
  public static String ucd(StructField field) {
    return field.metadata().contains(Columns.UCD) ? field.metadata().getString(Columns.UCD) : "";
  }

  /**
   * The columns with UCDs in their metadata. Existing metadata of a column are kept.
   *
   * @param fields the table's columns, its key first
   */
  static List<StructField> described(List<StructField> fields) {
    return IntStream.range(0, fields.size())
        .mapToObj(
            i -> i == 0 ? with(fields.get(0), Columns.UCD, KEY_UCD) : described(fields.get(i)))
        .toList();
  }

  /** The column with its UCD, where it has one. What the column already says of itself stays. */
  static StructField described(StructField field) {
    for (Map.Entry<Band, String> range : SPECTRAL_RANGES.entrySet()) {
      if (field.name().equals(CutoutTable.magnitude(range.getKey()))) {
        StructField magnitude = with(field, Columns.UNIT, "mag");
        return with(magnitude, Columns.UCD, "phot.mag;" + range.getValue());
      }
    }
    String ucd = UCDS.get(field.name());
    return ucd == null ? field : with(field, Columns.UCD, ucd);
  }

  private static StructField with(StructField field, String key, String value) {
    if (field.metadata().contains(key)) {
      return field;
    }
    MetadataBuilder metadata = new MetadataBuilder().withMetadata(field.metadata());
    return new StructField(
        field.name(), field.dataType(), field.nullable(), metadata.putString(key, value).build());
  }

  private static Map<String, String> ucds() {
    Map<String, String> ucds = new HashMap<>();
    ucds.put(PredictionTable.RA, "pos.eq.ra;meta.main");
    ucds.put(PredictionTable.DEC, "pos.eq.dec;meta.main");
    ucds.put(PredictionTable.COADD_ID, "meta.id;meta.dataset");
    ucds.put(PredictionTable.CLASS, "meta.code.class");
    for (SourceClass sourceClass : SourceClass.values()) {
      ucds.put(PredictionTable.probability(sourceClass), "stat.probability;src.class");
      ucds.put(PredictionTable.prior(sourceClass), "stat.probability;src.class");
      ucds.put(PredictionTable.trained(sourceClass), "stat.probability;src.class");
      ucds.put(EvaluatedTable.uncalibrated(sourceClass), "stat.probability;src.class");
    }
    ucds.put(PredictionTable.CONFIDENCE, "stat.probability;src.class;stat.max");
    ucds.put(PredictionTable.CLASS_SET, "meta.code.class");
    ucds.put(PredictionTable.FLAGS, "meta.code.qual");
    ucds.put(PredictionTable.OUTLIER, "meta.code");
    ucds.put(PredictionTable.OUTLIER_REASON, "meta.code");
    ucds.put(PredictionTable.STATUS, "meta.code.status");
    ucds.put(PredictionTable.CUTOUT_FLAGS, "meta.code.qual");
    ucds.put(PredictionTable.HEALPIX_29, "pos.healpix");
    return Map.copyOf(ucds);
  }
}
