/**
 * The command line: one picocli command for each job, and the main class that takes the job as its
 * first word.
 *
 * <p>A job reads options and tables, calls one step and writes. It holds no formula. The groups of
 * options are in {@code cli.options}.
 */
package allsky.spark.cli;
