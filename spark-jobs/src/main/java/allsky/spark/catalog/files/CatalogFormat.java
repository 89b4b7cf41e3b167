package allsky.spark.catalog.files;

/** The forms in which a catalog can lie in a file or folder. */
public enum CatalogFormat {
  /** A Parquet file, or a folder of them with or without name=value folders. */
  PARQUET("Parquet"),
  /** A HATS catalog: Parquet by HEALPix cell, beside its properties. */
  HATS("HATS (Parquet by HEALPix cell)"),
  /** Separated text with a header line; lines that begin with # above it are comments. */
  CSV("CSV"),
  /** CSV with types and units in a head of YAML, as astropy writes it. */
  ECSV("ECSV"),
  /** An IPAC ASCII table, as IRSA's Gator gives it. */
  IPAC("IPAC table"),
  /** AllWISE's bulk files: bars between 298 fields, no header. */
  ALLWISE_BULK("AllWISE bulk file"),
  /** A table in the XML of the Virtual Observatory. */
  VOTABLE("VOTable"),
  /** A FITS file with a binary table. */
  FITS("FITS binary table");

  private final String title;

  CatalogFormat(String title) {
    this.title = title;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** True where a table without a key of its own can have its rows numbered in their order. */
  public boolean isNumbered() {
    return this == CSV || this == ECSV || this == IPAC || this == VOTABLE;
  }
}
