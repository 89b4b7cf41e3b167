package allsky.spark.output;

import java.util.List;

/**
 * The folders and files of a run, by the names that {@code report} and {@code sql} look for. Each
 * job writes one of the folders.
 */
public final class RunLayout {

  /** Written by {@code simulate-sky}: the folder of the images, the catalog and the spectra. */
  public static final String SKY = "sky";

  /** The catalog in {@link #SKY}. */
  public static final String SKY_CATALOG = "allwise";

  /** The true classes of the catalog in {@link #SKY}. */
  public static final String SKY_TRUTH = "truth";

  /** The spectra in {@link #SKY}. */
  public static final String SKY_SPECTRA = "specObj.fits";

  /** The spectra in {@link #SKY} as one file each, if they were asked for. */
  public static final String SKY_SPECTRUM_FILES = "spectra";

  /** The images, in {@link #SKY} or downloaded by {@code fetch-tiles}. */
  public static final String TILES = "tiles";

  /** Written by {@code crossmatch}. */
  public static final String MATCHES = "matches";

  /** Written by {@code stack-cutouts}. */
  public static final String CUTOUTS = "cutouts";

  /** Written by {@code train-iicnet}. */
  public static final String MODEL = "model";

  /** The training history in {@link #MODEL}, a line for each epoch. */
  public static final String MODEL_HISTORY = "history.csv";

  /** A picture in {@link #MODEL}: what the first layers of the network compute. */
  public static final String MODEL_FEATURE_MAPS = "feature-maps.png";

  /** Written by {@code compare-networks}. */
  public static final String COMPARISON = "comparison";

  /** The numbers in {@link #COMPARISON}. */
  public static final String COMPARISON_RESULT = "comparison.json";

  /** Written by {@code evaluate-iicnet}. */
  public static final String EVALUATION = "evaluation";

  /** The measures in {@link #EVALUATION}. */
  public static final String EVALUATION_RESULT = "evaluation.json";

  /** Written by {@code classify-allsky}. */
  public static final String PREDICTIONS = "predictions";

  /**
   * The entry of the summary in {@link #PREDICTIONS}: true if {@code simulate-sky} made the images.
   */
  public static final String SIMULATED = "simulated";

  /** The entry of the summary in {@link #PREDICTIONS} about the training of the model, if any. */
  public static final String MODEL_REMARK = "model_remark";

  /** The folders of the jobs, in the order of the pipeline. */
  public static final List<String> OUTPUTS =
      List.of(SKY, MATCHES, CUTOUTS, MODEL, EVALUATION, COMPARISON, PREDICTIONS);

  private RunLayout() {}
}
