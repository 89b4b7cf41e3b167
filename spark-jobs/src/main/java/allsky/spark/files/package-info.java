/**
 * Paths of a job: what they refer to, folders and the files below them, temporary and private
 * folders, atomic writes.
 *
 * <p>Read {@link allsky.spark.files.Location} first.
 */
package allsky.spark.files;
