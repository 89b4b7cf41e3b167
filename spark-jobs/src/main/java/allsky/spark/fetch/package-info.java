/**
 * Atlas images brought from an archive: which are needed, over HTTP or from another Hadoop file
 * system, politely, resumable at the byte and checked before they bear their name.
 *
 * <p>Read {@link allsky.spark.fetch.TilesNeeded} and {@link allsky.spark.fetch.PiecesNeeded}, then
 * {@link allsky.spark.fetch.ImageFetch}, which is the way of one image through {@link
 * allsky.spark.fetch.ImageArchive}, {@link allsky.spark.fetch.Spool} and {@link
 * allsky.spark.fetch.TilesFolder}; {@link allsky.spark.fetch.TileFetch} does many at once. All of
 * it runs on the driver: an archive bears a few connections, not a cluster's. What is in the images
 * is not known here.
 */
package allsky.spark.fetch;
