package allsky.spark.crossmatch.pairs.attach;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import allsky.spark.crossmatch.control.SeparationBins;
import allsky.spark.crossmatch.pairs.index.HitList;
import allsky.spark.crossmatch.pairs.index.IndexedPositions;
import allsky.spark.crossmatch.request.ComparedRow;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.Side;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;

/** Finds the scanned rows without a partner; counts nothing. */
final class PartnerFilter implements UDF3<Double, Double, Double, Boolean>, UDF1<Row, Boolean> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<IndexedPositions> index;
  private final SeparationBins bins;
  private transient HitList found;
  private transient long[] uncounted;

  private PartnerFilter(Broadcast<IndexedPositions> index, SeparationBins bins) {
    this.index = index;
    this.bins = bins;
  }

  /** True if a row has no partner. */
  static Column without(
      Broadcast<IndexedPositions> index, SeparationBins bins, Side scanned, MatchRule rule) {
    PartnerFilter filter = new PartnerFilter(index, bins);
    if (rule.isPlain()) {
      UDF3<Double, Double, Double, Boolean> plain = filter;
      return udf(plain, DataTypes.BooleanType)
          .apply(col(scanned.ra()), col(scanned.dec()), col(scanned.error()));
    }
    UDF1<Row, Boolean> compared = filter;
    return udf(compared, DataTypes.BooleanType).apply(ComparedRow.column(scanned));
  }

  @Override
  public Boolean call(Double ra, Double dec, Double error) {
    return ra == null
        || dec == null
        || !index.value().mayPair(ra, dec)
        || isWithout(ComparedRow.at(ra, dec, error));
  }

  @Override
  public Boolean call(Row compared) {
    ComparedRow row = ComparedRow.of(compared);
    return row == null || !index.value().mayPair(row.raDeg(), row.decDeg()) || isWithout(row);
  }

  private boolean isWithout(ComparedRow row) {
    if (found == null) {
      found = new HitList();
      uncounted = new long[bins.count()];
    }
    index.value().find(row, uncounted, found);
    return found.size() == 0;
  }
}
