/** Groups of command-line options that jobs share, and the values that the options give. */
package allsky.spark.cli.options;
