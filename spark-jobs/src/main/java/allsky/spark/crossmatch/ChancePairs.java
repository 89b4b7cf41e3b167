package allsky.spark.crossmatch;

/**
 * The pairs that chance alone would make within the radius, from copies of one catalog that were
 * shifted off their sources.
 *
 * @param bins the steps of separation
 * @param expected pairs in each step
 * @param counted the pairs of the shifted copies that stand behind the expectation
 */
record ChancePairs(SeparationBins bins, double[] expected, long counted) {

  static ChancePairs of(SeparationBins bins, long[] counted, double weight) {
    double[] expected = new double[counted.length];
    long sum = 0;
    for (int i = 0; i < counted.length; i++) {
      expected[i] = counted[i] * weight;
      sum += counted[i];
    }
    return new ChancePairs(bins, expected, sum);
  }

  /** Within the whole radius. */
  double total() {
    double sum = 0;
    for (double pairs : expected) {
      sum += pairs;
    }
    return sum;
  }
}
