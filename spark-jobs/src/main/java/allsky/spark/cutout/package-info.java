/**
 * Stacks the cutouts of sources into a table and draws a sheet of some; what is done with them is
 * not known here.
 */
package allsky.spark.cutout;
