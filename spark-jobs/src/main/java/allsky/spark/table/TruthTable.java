package allsky.spark.table;

import static allsky.spark.columns.Columns.column;

import allsky.simulation.catalog.TrueSource;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The true classes of the rows of a simulated catalog. {@code crossmatch --spectra} reads it as a
 * survey that has a spectrum of every source.
 */
public final class TruthTable {

  private TruthTable() {}

  /** The columns of {@link #row}. */
  public static StructType schema() {
    StructType columns =
        new StructType()
            .add(column("cntr", DataTypes.LongType, "Key of the source in the catalog"))
            .add(column("ra", DataTypes.DoubleType, "deg", "Right ascension in the catalog, J2000"))
            .add(column("dec", DataTypes.DoubleType, "deg", "Declination in the catalog, J2000"))
            .add(column("class", DataTypes.StringType, "True class"))
            .add(column("population", DataTypes.StringType, "True population of the class"))
            .add(column("true_w1", DataTypes.DoubleType, "mag", "True total magnitude in W1, Vega"))
            .add(
                column(
                    "is_added",
                    DataTypes.BooleanType,
                    "True for sources that were added for spectra, false for the natural sky"));
    return AllwiseTable.simulated(columns);
  }

  /** A source as a row of {@link #schema}. */
  public static Row row(TrueSource truth) {
    return RowFactory.create(
        truth.row().cntr(),
        truth.row().ra(),
        truth.row().dec(),
        truth.source().sourceClass().name(),
        truth.source().population().name(),
        truth.source().w1(),
        truth.source().labelled());
  }
}
