/**
 * The groups of one catalog. {@link allsky.spark.crossmatch.groups.FriendGroups} makes the rows
 * that are written, from the pairs of a catalog with itself; {@link
 * allsky.spark.crossmatch.groups.ConnectedComponents} finds which rows the pairs connect; {@link
 * allsky.spark.crossmatch.groups.GroupReport} counts.
 */
package allsky.spark.crossmatch.groups;
