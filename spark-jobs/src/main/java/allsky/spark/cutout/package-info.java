/**
 * Stacks the cutouts of sources into a table, and draws a contact sheet of some of them.
 *
 * <p>Read {@link allsky.spark.cutout.CutoutStep}, then {@link allsky.spark.cutout.CutoutStacking}
 * and {@link allsky.spark.cutout.CutoutPreview}.
 */
package allsky.spark.cutout;
