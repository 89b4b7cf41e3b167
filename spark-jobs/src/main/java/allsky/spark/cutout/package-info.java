/** Stacks the cutouts of sources into a table; what is done with them is not known here. */
package allsky.spark.cutout;
