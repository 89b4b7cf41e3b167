/**
 * The probability that a row of one catalog is the same source as a row of another, by Budavari and
 * Szalay (2008, ApJ 679, 301) and Salvato et al. (2018, MNRAS 473, 4937; the program nway). {@link
 * allsky.counterpart.CounterpartOdds} is the formula; then read {@link
 * allsky.counterpart.CellDensity}, how many rows are near a position by chance, {@link
 * allsky.counterpart.MatchFraction}, how many sources have a counterpart at all, and {@link
 * allsky.counterpart.ColumnPrior}, what a column such as a magnitude adds. Nothing here knows how
 * pairs are found.
 */
package allsky.counterpart;
