package allsky.spark.table;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import allsky.simulation.catalog.BandPhotometry;
import allsky.simulation.catalog.CatalogSource;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The table of a simulated catalog, with the names, types and order of columns in the AllWISE
 * Source Catalog's Parquet table (a subset of its columns). The metadata of every column say that
 * it is simulated.
 */
public final class AllwiseTable {

  /** The kind of an unusual object, null for other sources; only with unusual objects. */
  public static final String KIND = "simulated_kind";

  private static final String ORIGIN = "origin";
  private static final String SIMULATED = "SIMULATED by allsky simulate-sky";

  private AllwiseTable() {}

  /** The columns of {@link #row}. */
  public static StructType schema() {
    List<StructField> fields = new ArrayList<>();
    fields.add(
        column("designation", StringType, "Name of the source, from its sexagesimal position"));
    fields.add(column("ra", DoubleType, "deg", "Right ascension, J2000"));
    fields.add(column("dec", DoubleType, "deg", "Declination, J2000"));
    fields.add(column("sigra", DoubleType, "arcsec", "Error of ra"));
    fields.add(column("sigdec", DoubleType, "arcsec", "Error of dec"));
    fields.add(column("sigradec", DoubleType, "arcsec", "Co-error of ra and dec"));
    fields.add(column("glon", DoubleType, "deg", "Galactic longitude"));
    fields.add(column("glat", DoubleType, "deg", "Galactic latitude"));
    fields.add(column("wx", DoubleType, "pix", "Pixel of the tile along axis 1, from 1"));
    fields.add(column("wy", DoubleType, "pix", "Pixel of the tile along axis 2, from 1"));
    fields.add(column("cntr", LongType, "Key of the source"));
    fields.add(column("source_id", StringType, "Name of the tile and number of the source"));
    fields.add(column("coadd_id", StringType, "Name of the Atlas tile"));
    fields.add(column("src", LongType, "Number of the source in the tile"));
    for (Band band : Band.values()) {
      addPsfFit(fields, band.columnName());
    }
    fields.add(column("rchi2", DoubleType, "Reduced chi squared of the fit to all bands"));
    fields.add(column("nb", LongType, "Sources fitted together"));
    fields.add(column("na", LongType, "1 if a close neighbour was fitted separately"));
    for (Band band : Band.values()) {
      fields.add(column(band.columnName() + "sat", DoubleType, "Fraction of saturated pixels"));
    }
    fields.add(column("cc_flags", StringType, "Artefacts in each band: D, H, d, h or 0"));
    fields.add(column("ext_flg", LongType, "0: point source; 1 and 5: extended source"));
    fields.add(column("var_flg", StringType, "Likelihood of variation in each band"));
    fields.add(column("ph_qual", StringType, "Quality of each band: A, B, C, U or X"));
    for (Band band : Band.values()) {
      addSky(fields, band.columnName());
    }
    for (Band band : Band.values()) {
      addAperture(fields, band.columnName(), 1, "5.5");
    }
    for (Band band : Band.values()) {
      addAperture(fields, band.columnName(), 3, "11");
    }
    return simulated(new StructType(fields.toArray(StructField[]::new)));
  }

  /** The columns of {@link #row(CatalogSource, String)}: those of {@link #schema} and the kind. */
  public static StructType schemaWithKind() {
    return schema()
        .add(simulated(column(KIND, StringType, "Kind of an unusual object; null for others")));
  }

  /** A source as a row of {@link #schemaWithKind}; the kind may be null. */
  public static Row row(CatalogSource source, String kind) {
    Row without = row(source);
    Object[] values = new Object[without.length() + 1];
    for (int i = 0; i < without.length(); i++) {
      values[i] = without.get(i);
    }
    values[without.length()] = kind;
    return RowFactory.create(values);
  }

  /** A source as a row of {@link #schema}; NaN becomes null, as in the archive. */
  public static Row row(CatalogSource source) {
    List<Object> values =
        new ArrayList<>(
            Arrays.asList(
                source.designation(),
                source.ra(),
                source.dec(),
                source.sigra(),
                source.sigdec(),
                source.sigradec(),
                source.glon(),
                source.glat(),
                source.wx(),
                source.wy(),
                source.cntr(),
                source.sourceId(),
                source.coaddId(),
                source.src()));
    for (BandPhotometry band : source.bands()) {
      addNullable(values, band.mpro(), band.sigmpro(), band.snr(), band.rchi2());
    }
    values.addAll(List.of(source.rchi2(), source.nb(), source.na()));
    source.bands().forEach(band -> addNullable(values, band.sat()));
    values.addAll(List.of(source.ccFlags(), source.extFlg(), source.varFlg(), source.phQual()));
    source.bands().forEach(band -> addNullable(values, band.cov(), band.sky(), band.sigsk()));
    source.bands().forEach(band -> addNullable(values, band.mag1(), band.sigm1()));
    source.bands().forEach(band -> addNullable(values, band.mag3(), band.sigm3()));
    return RowFactory.create(values.toArray());
  }

  private static void addPsfFit(List<StructField> fields, String band) {
    fields.add(
        column(band + "mpro", DoubleType, "mag", "PSF magnitude, or 95 % limit without error"));
    fields.add(column(band + "sigmpro", DoubleType, "mag", "Error of the PSF magnitude"));
    fields.add(column(band + "snr", DoubleType, "Signal-to-noise ratio of the PSF fit"));
    fields.add(column(band + "rchi2", DoubleType, "Reduced chi squared of the PSF fit"));
  }

  private static void addSky(List<StructField> fields, String band) {
    fields.add(column(band + "cov", DoubleType, "Mean coverage in exposures"));
    fields.add(column(band + "sky", DoubleType, "adu", "Background"));
    fields.add(column(band + "sigsk", DoubleType, "adu", "Noise of a pixel of the background"));
  }

  private static void addAperture(
      List<StructField> fields, String band, int aperture, String radiusArcsec) {
    String circle = "circle of " + radiusArcsec + " arcsec, uncorrected";
    fields.add(column(band + "mag_" + aperture, DoubleType, "mag", "Magnitude in a " + circle));
    fields.add(
        column(
            band + "sigm_" + aperture, DoubleType, "mag", "Error of the magnitude in a " + circle));
  }

  /** The same columns, marked as simulated. */
  static StructType simulated(StructType columns) {
    return new StructType(
        Arrays.stream(columns.fields()).map(AllwiseTable::simulated).toArray(StructField[]::new));
  }

  private static StructField simulated(StructField field) {
    return column(
        field.name(),
        field.dataType(),
        new MetadataBuilder().withMetadata(field.metadata()).putString(ORIGIN, SIMULATED).build());
  }

  private static void addNullable(List<Object> values, double... numbers) {
    for (double number : numbers) {
      values.add(Double.isNaN(number) ? null : number);
    }
  }
}
