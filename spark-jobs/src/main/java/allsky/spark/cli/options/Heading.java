package allsky.spark.cli.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The headings of a help, in their order. */
public enum Heading {
  /** The options of a job that have no other heading. */
  OPTIONS("Options"),
  INPUT("Input"),
  COLUMNS("Columns of the input"),
  SPECTRA("Spectra"),
  IMAGES("Images"),
  DOWNLOAD("Download"),
  MATCHING("Matching"),
  LABELS("Labels and splits"),
  CUTOUTS("Cutouts"),
  NETWORK("Network"),
  TRAINING("Training"),
  MODEL("Model"),
  PROBABILITIES("Probabilities and outliers"),
  EVALUATION("Evaluation"),
  OUTPUT("Output"),
  RUNNING("Running");

  private final String title;

  Heading(String title) {
    this.title = title;
  }

  /** The words of the heading. */
  public String title() {
    return title;
  }

  /** The heading of an option, or of all options of a class. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
  public @interface Under {
    Heading value();
  }
}
