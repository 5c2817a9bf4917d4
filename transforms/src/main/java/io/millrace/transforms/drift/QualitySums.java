package io.millrace.transforms.drift;

import io.millrace.models.drift.performance.BinnedSums;
import io.millrace.transforms.coders.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the rows of a window add up to, by the version that predicted them. */
final class QualitySums {
  static final DataCoder<QualitySums> CODER =
      DataCoder.of("QualitySums", QualitySums::write, QualitySums::read);

  private final SortedMap<Long, BinnedSums> versions = new TreeMap<>();

  BinnedSums of(long version) {
    return versions.computeIfAbsent(version, v -> new BinnedSums());
  }

  SortedMap<Long, BinnedSums> versions() {
    return Collections.unmodifiableSortedMap(versions);
  }

  QualitySums merge(QualitySums other) {
    other.versions.forEach((version, sums) -> of(version).merge(sums));
    return this;
  }

  private static void write(QualitySums sums, DataOutput out) throws IOException {
    out.writeInt(sums.versions.size());
    for (Map.Entry<Long, BinnedSums> entry : sums.versions.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().writeTo(out);
    }
  }

  private static QualitySums read(DataInput in) throws IOException {
    QualitySums sums = new QualitySums();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      sums.versions.put(in.readLong(), BinnedSums.readFrom(in));
    }
    return sums;
  }
}
