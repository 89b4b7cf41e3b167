package allsky.spark.crossmatch;

/**
 * Keys that stand in more than one row of a side; each such row is matched on its own.
 *
 * @param side whose keys
 * @param count how many keys
 */
record RepeatedKeys(Side side, long count) {}
