/** Stacks the cutouts of sources into a table, and draws a contact sheet of some of them. */
package allsky.spark.cutout;
