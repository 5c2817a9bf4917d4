package io.millrace.transforms.drift;

import io.millrace.transforms.coders.DataCoder;

/**
 * Sums of rows, and the time that says in which window they are.
 *
 * @param time in milliseconds since the epoch
 */
record TimedSums(long time, QualitySums sums) {
  static final DataCoder<TimedSums> CODER =
      DataCoder.of(
          "TimedSums",
          (timed, out) -> {
            out.writeLong(timed.time);
            QualitySums.CODER.write(timed.sums, out);
          },
          in -> new TimedSums(in.readLong(), QualitySums.CODER.read(in)));
}
