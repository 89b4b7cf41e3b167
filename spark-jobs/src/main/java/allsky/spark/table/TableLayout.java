package allsky.spark.table;

/** How the rows of an output table are stored, by the names of the command line. */
public enum TableLayout {
  /** A HATS catalog: a file for each HEALPix cell. */
  HATS,
  /** Parquet files in the order in which a job computes the rows. */
  PLAIN
}
