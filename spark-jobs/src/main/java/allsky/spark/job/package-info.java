/**
 * The command line: one picocli command for each job, and the main class that takes the job as its
 * first word. A job reads options and tables, calls one step and writes; formulas live elsewhere.
 */
package allsky.spark.job;
