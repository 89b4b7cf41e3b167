/**
 * An archive of images: URLs, credentials, redirects, rate limits and timeouts, over HTTP or on a
 * Hadoop file system.
 *
 * <p>Read {@link allsky.spark.fetch.archive.ImageArchive} first.
 */
package allsky.spark.fetch.archive;
