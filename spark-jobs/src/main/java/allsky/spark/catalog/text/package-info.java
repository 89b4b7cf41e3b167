/**
 * Catalogs that are text, a row on a line: IPAC tables, AllWISE's bulk files, CSV and ECSV, read in
 * parallel, wanted columns only. A line that is no row of the table is never half read: it is left
 * out of the rows and listed among the malformed lines with its reason.
 *
 * <p>Read {@link allsky.spark.catalog.text.LineLayout} first, then one of its layouts, then {@link
 * allsky.spark.catalog.text.TextTable}, which is Spark's view of them. Which file is in which
 * format is found out in {@code allsky.spark.catalog}.
 */
package allsky.spark.catalog.text;
