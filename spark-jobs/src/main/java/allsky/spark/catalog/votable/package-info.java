/**
 * Reads VOTables, the XML tables of the Virtual Observatory, as streams, one task for each file. A
 * damaged file is rejected. A text row that does not fit the columns is skipped and listed as
 * malformed.
 *
 * <p>Read {@link allsky.spark.catalog.votable.VoDocument} first, which finds the tables of a file
 * and their fields, then {@link allsky.spark.catalog.votable.VoRows}, which reads the rows of one
 * of them, then {@link allsky.spark.catalog.votable.VoView}, which is Spark's view of it. Section
 * numbers are those of the IVOA Recommendation VOTable 1.5.
 */
package allsky.spark.catalog.votable;
