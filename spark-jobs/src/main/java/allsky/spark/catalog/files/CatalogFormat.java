package allsky.spark.catalog.files;

/** The file formats of catalogs. */
public enum CatalogFormat {
  /** A Parquet file, or a folder of them with or without name=value folders. */
  PARQUET("Parquet"),
  /** A HATS catalog: Parquet files by HEALPix cell, and a file of properties. */
  HATS("HATS (Parquet by HEALPix cell)"),
  /** Separated text with a header line; lines that begin with # above it are comments. */
  CSV("CSV"),
  /** CSV with types and units in a YAML header, as astropy writes it. */
  ECSV("ECSV"),
  /** An IPAC ASCII table, as IRSA's Gator gives it. */
  IPAC("IPAC table"),
  /** AllWISE's bulk files: bars between 298 fields, no header. */
  ALLWISE_BULK("AllWISE bulk file"),
  /** A table in the XML format of the Virtual Observatory. */
  VOTABLE("VOTable"),
  /** A FITS file with a binary table. */
  FITS("FITS binary table");

  private final String title;

  CatalogFormat(String title) {
    this.title = title;
  }

  /** The name of the format for users. */
  public String title() {
    return title;
  }

  /**
   * True if the rows have an order, so that the row number can be the key of a table without one.
   */
  public boolean isNumbered() {
    return this == CSV || this == ECSV || this == IPAC || this == VOTABLE;
  }
}
