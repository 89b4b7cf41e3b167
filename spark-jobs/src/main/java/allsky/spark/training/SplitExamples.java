package allsky.spark.training;

import allsky.training.data.LabelledCutouts;

/** The inputs of a network for the labelled cutouts of one split that have such inputs. */
public interface SplitExamples extends LabelledCutouts, AutoCloseable {

  /** Number of floats of one input. */
  int length();

  /**
   * The place of a cutout among all labelled cutouts of the split, in the order of their keys, from
   * 0. It is the same for all inputs, which may leave out other cutouts.
   */
  int place(int index);

  @Override
  void close();
}
