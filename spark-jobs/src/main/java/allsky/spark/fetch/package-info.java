/**
 * Downloads of images from an archive: resumable at the byte, and checked before a file gets its
 * name.
 *
 * <p>Read {@code fetch.selection} (which images), {@code fetch.archive} (HTTP or a Hadoop file
 * system), then {@link allsky.spark.fetch.ImageFetch}, which downloads one image through {@link
 * allsky.spark.fetch.DownloadCache} to {@link allsky.spark.fetch.DownloadTarget}, and {@link
 * allsky.spark.fetch.TileFetch}, which downloads many. All of it runs on the driver, because an
 * archive accepts a few connections, not a cluster's.
 */
package allsky.spark.fetch;
