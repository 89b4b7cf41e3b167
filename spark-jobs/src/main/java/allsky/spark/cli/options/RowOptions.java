package allsky.spark.cli.options;

import allsky.spark.catalog.CatalogReader;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.expression.ComputedColumn;
import allsky.spark.columns.expression.RowChoice;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose the rows and add to the columns of the two catalogs of a match. */
@Heading.Under(Heading.INPUT)
final class RowOptions {

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description =
          "Use only the rows of --sources for which this Spark SQL condition on its columns is "
              + "true, such as \"w1mpro < 15 AND cc_flags = '0000'\". The other rows are left out "
              + "as if the catalog did not have them. NaN compares as larger than any number.")
  private String where;

  @Option(
      names = "--spectra-where",
      paramLabel = "SQL",
      description = "Same as --where, for --spectra.")
  private String spectraWhere;

  @Option(
      names = "--add-column",
      paramLabel = "NAME=SQL",
      converter = ComputedColumnConverter.class,
      description =
          "Add a column to --sources, computed by a Spark SQL expression on its columns, such as "
              + "\"colour=w1mpro - w2mpro\". Other options can name it, --where can use it, and it "
              + "is written as any column. Repeat the option for more columns; each can use the "
              + "ones before it.")
  private List<ComputedColumn> added;

  @Option(
      names = "--spectra-add-column",
      paramLabel = "NAME=SQL",
      converter = ComputedColumnConverter.class,
      description = "Same as --add-column, for --spectra.")
  private List<ComputedColumn> spectraAdded;

  /** Tells picocli how NAME=SQL is read. */
  static final class ComputedColumnConverter implements ITypeConverter<ComputedColumn> {
    @Override
    public ComputedColumn convert(String value) {
      try {
        return ComputedColumn.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads the sources. */
  ReadCatalog sources(SparkSession spark, TableInput input, ColumnChoice columns) {
    return read(spark, input, columns, choice(added, where));
  }

  /** Reads the other catalog. */
  ReadCatalog partners(SparkSession spark, TableInput input, ColumnChoice columns) {
    return read(spark, input, columns, choice(spectraAdded, spectraWhere));
  }

  private static RowChoice choice(List<ComputedColumn> computed, String condition) {
    return new RowChoice(computed == null ? List.of() : computed, Optional.ofNullable(condition));
  }

  private static ReadCatalog read(
      SparkSession spark, TableInput input, ColumnChoice columns, RowChoice choice) {
    return new ReadCatalog(input, CatalogReader.read(spark, input, columns).choosing(choice));
  }
}
