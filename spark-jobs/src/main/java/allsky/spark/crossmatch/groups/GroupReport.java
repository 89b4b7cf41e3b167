package allsky.spark.crossmatch.groups;

/**
 * The groups of a catalog in numbers.
 *
 * @param groups groups of two rows or more
 * @param members rows in these groups
 * @param largest rows of the largest group; 0 if there is none
 * @param rounds how often the edges were shuffled until each had the label of its group
 */
public record GroupReport(long groups, long members, long largest, int rounds) {}
