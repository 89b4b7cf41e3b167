package allsky.spark.table.votable;

import allsky.spark.columns.Columns;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * The terms of the Virtual Observatory for columns that a table has from its catalog: UCDs (IVOA,
 * UCD1+ controlled vocabulary), and the unit of magnitudes if the catalog gives none.
 */
public final class VoTerms {

  private static final String KEY_UCD = "meta.id;meta.main";

  /** Columns of AllWISE with a value of one band: magnitude, its error, signal-to-noise ratio. */
  private static final Pattern OF_BAND = Pattern.compile("w([1-4])(mpro|sigmpro|snr)");

  private static final List<String> SPECTRAL_RANGES =
      List.of("em.IR.3-4um", "em.IR.4-8um", "em.IR.8-15um", "em.IR.15-30um");

  private static final String MAGNITUDE = "mpro";
  private static final String ERROR = "sigmpro";

  private static final Map<String, String> QUANTITIES =
      Map.of(MAGNITUDE, "phot.mag;", ERROR, "stat.error;phot.mag;", "snr", "stat.snr;");

  private static final Map<String, String> UCDS =
      Map.of(
          "ra", "pos.eq.ra;meta.main",
          "dec", "pos.eq.dec;meta.main",
          "coadd_id", "meta.id;meta.dataset");

  private VoTerms() {}

  /**
   * The columns with UCDs in their metadata. Existing metadata of a column are kept.
   *
   * @param fields the table's columns, its key first
   */
  public static List<StructField> described(List<StructField> fields) {
    return IntStream.range(0, fields.size())
        .mapToObj(
            i -> i == 0 ? with(fields.get(0), Columns.UCD, KEY_UCD) : described(fields.get(i)))
        .toList();
  }

  /** The column with its UCD, where it has one. What the column already says of itself stays. */
  public static StructField described(StructField field) {
    Matcher ofBand = OF_BAND.matcher(field.name());
    if (ofBand.matches()) {
      String range = SPECTRAL_RANGES.get(Integer.parseInt(ofBand.group(1)) - 1);
      String quantity = ofBand.group(2);
      boolean hasUnit = quantity.equals(MAGNITUDE) || quantity.equals(ERROR);
      StructField known = hasUnit ? with(field, Columns.UNIT, "mag") : field;
      return with(known, Columns.UCD, QUANTITIES.get(quantity) + range);
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
}
