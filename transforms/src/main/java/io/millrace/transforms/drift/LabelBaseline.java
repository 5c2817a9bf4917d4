package io.millrace.transforms.drift;

import io.millrace.models.drift.ErrorMoments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How many records stay without a label when all is well: the first {@value #RECORDS} records, and
 * what their windows held beyond. A share below one in a hundred counts as one in a hundred.
 */
record LabelBaseline(long records, long missing) {
  static final LabelBaseline NONE = new LabelBaseline(0, 0);

  private static final long RECORDS = 1000;
  private static final double LEAST_SHARE = 0.01;

  boolean isFixed() {
    return records >= RECORDS;
  }

  LabelBaseline plus(long moreRecords, long moreMissing) {
    return isFixed() ? this : new LabelBaseline(records + moreRecords, missing + moreMissing);
  }

  /** The moments of "is missing", 1 or 0. */
  ErrorMoments moments() {
    double sum = Math.max(missing, LEAST_SHARE * records);
    return new ErrorMoments(records, sum, sum);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(records);
    out.writeLong(missing);
  }

  static LabelBaseline readFrom(DataInput in) throws IOException {
    return new LabelBaseline(in.readLong(), in.readLong());
  }
}
