/**
 * Downloads images from an archive. A download can be resumed at any byte, and a file is checked
 * before it gets its final name.
 *
 * <p>Read {@code fetch.selection} (which images), {@code fetch.archive} (HTTP or a Hadoop file
 * system), then {@link allsky.spark.fetch.ImageFetch}, which downloads one image through {@link
 * allsky.spark.fetch.DownloadCache} to {@link allsky.spark.fetch.DownloadTarget}, and {@link
 * allsky.spark.fetch.TileFetch}, which downloads many. All of it runs on the driver, because an
 * archive accepts only a few connections.
 */
package allsky.spark.fetch;
