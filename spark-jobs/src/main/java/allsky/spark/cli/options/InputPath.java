package allsky.spark.cli.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an option whose value is the path of an input, or whose values are. Before Spark starts,
 * {@code bin/allsky} checks that an input on a local disk exists.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface InputPath {

  /** What is at the path. */
  Kind value() default Kind.FILE_OR_FOLDER;

  /** The kinds of inputs. */
  enum Kind {
    FILE_OR_FOLDER,
    FILE,
    FOLDER,
    /** A file with a coverage map, unless the value is the map itself. */
    COVERAGE,
    /** A file, unless the value is one of some words. The job's check of its options reads it. */
    FILE_OR_WORD,
    /** A folder of a trained model. */
    MODEL
  }
}
