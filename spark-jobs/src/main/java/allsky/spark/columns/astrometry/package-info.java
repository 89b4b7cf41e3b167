/**
 * Positional errors, proper motions and epochs of a catalog, and the archive that its columns
 * identify.
 *
 * <p>Read {@link allsky.spark.columns.astrometry.Astrometry} first, then {@link
 * allsky.spark.columns.astrometry.KnownArchive}.
 */
package allsky.spark.columns.astrometry;
