package allsky.spark.cli.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an option whose value is the path of an input. Before Spark starts, {@code bin/allsky}
 * checks that an input on a local disk exists.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface InputPath {

  /** What is at the path. */
  Kind value() default Kind.FILE_OR_FOLDER;

  /** The kinds of inputs. */
  enum Kind {
    FILE_OR_FOLDER,
    FOLDER,
    /** A folder of a trained model. */
    MODEL
  }
}
