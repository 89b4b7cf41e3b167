/**
 * The plan of a job: what it found, what it would write, and an estimate of size and time. A dry
 * run prints the plan; another run does its work.
 *
 * <p>{@link allsky.spark.cli.plan.JobPlan} is made by a job, and {@link
 * allsky.spark.cli.plan.PlanText} is what a dry run prints. {@link
 * allsky.spark.cli.plan.MeasuredRates} has the rates that docs/benchmarks.md measured.
 */
package allsky.spark.cli.plan;
