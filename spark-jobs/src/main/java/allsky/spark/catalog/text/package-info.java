/**
 * Reads text catalogs with one row per line: IPAC tables, AllWISE's bulk files, CSV and ECSV. They
 * are read in parallel, and only the wanted columns are converted. A malformed line is skipped
 * completely and listed with its reason.
 *
 * <p>Read {@link allsky.spark.catalog.text.LineLayout} first, then one of its layouts, then {@link
 * allsky.spark.catalog.text.TextTable}, which is Spark's view of them. {@code allsky.spark.catalog}
 * detects the format of a file.
 */
package allsky.spark.catalog.text;
