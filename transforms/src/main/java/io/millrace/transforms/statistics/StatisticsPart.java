package io.millrace.transforms.statistics;

import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is shipped of a window: the accumulator of some features of a slice, or the window's list of
 * slices. It knows which bundles are in it: each bundle has a random mark, and marks are added up
 * by slice, so that parts with the same sum are of the same bundles.
 *
 * @param marks the sum of marks by slice; of one slice where there are statistics
 * @param statistics null in a list of slices
 */
record StatisticsPart(Map<String, Long> marks, @Nullable DatasetStatistics statistics) {

  /**
   * Which part of a window it is.
   *
   * @param slice the slice's key
   * @param features the number of the group of features, or {@link #SLICES}
   */
  record Key(String slice, int features) {
    /** In place of a group's number: the list of slices. */
    static final int SLICES = -1;

    static final Key OF_SLICES = new Key("", SLICES);

    static final DataCoder<Key> CODER =
        DataCoder.of("StatisticsPart.Key", StatisticsPart.Key::write, StatisticsPart.Key::read);

    static void write(Key key, DataOutput out) throws IOException {
      writeText(key.slice, out);
      out.writeInt(key.features);
    }

    static Key read(DataInput in) throws IOException {
      return new Key(readText(in), in.readInt());
    }
  }

  private static final int NO_STATISTICS = 0;
  private static final int STATISTICS = 1;
  private static final int STATISTICS_AND_OPTIONS = 2;

  /**
   * The coder of parts of these options, which do not travel with each part: a schema may be larger
   * than what was counted. Parts that were written with others are not read, except that the schema
   * may have been edited; extra statistics, which can only be read by their own one, take their
   * options along.
   */
  static DataCoder<StatisticsPart> coder(StatisticsOptions options) {
    long fingerprint = options.fingerprint();
    return DataCoder.of(
        "StatisticsPart " + Long.toHexString(fingerprint),
        (part, out) -> write(part, fingerprint, out),
        in -> read(in, fingerprint, options));
  }

  /** The sum of marks of this slice. */
  long mark(String slice) {
    return marks.getOrDefault(slice, 0L);
  }

  private static void write(StatisticsPart part, long fingerprint, DataOutput out)
      throws IOException {
    writeMarks(part.marks, out);
    DatasetStatistics statistics = part.statistics;
    if (statistics == null) {
      out.writeByte(NO_STATISTICS);
      return;
    }
    if (statistics.hasExtraStatistics()) {
      out.writeByte(STATISTICS_AND_OPTIONS);
      statistics.options().writeTo(out);
    } else {
      out.writeByte(STATISTICS);
      out.writeLong(fingerprint);
    }
    statistics.writeTo(out);
  }

  private static StatisticsPart read(DataInput in, long fingerprint, StatisticsOptions options)
      throws IOException {
    Map<String, Long> marks = readMarks(in);
    int form = in.readByte();
    if (form == NO_STATISTICS) {
      return new StatisticsPart(marks, null);
    }
    if (form == STATISTICS && in.readLong() != fingerprint) {
      throw new IOException(
          "statistics: counted with other options (expected: " + options.withSchema(null) + ")");
    }
    StatisticsOptions own = form == STATISTICS ? options : StatisticsOptions.readFrom(in);
    return new StatisticsPart(marks, DatasetStatistics.readFrom(in, own));
  }

  static void writeMarks(Map<String, Long> marks, DataOutput out) throws IOException {
    out.writeInt(marks.size());
    for (Map.Entry<String, Long> mark : marks.entrySet()) {
      writeText(mark.getKey(), out);
      out.writeLong(mark.getValue());
    }
  }

  static Map<String, Long> readMarks(DataInput in) throws IOException {
    Map<String, Long> marks = new TreeMap<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      marks.put(readText(in), in.readLong());
    }
    return marks;
  }

  private static void writeText(String text, DataOutput out) throws IOException {
    DataCoders.writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  private static String readText(DataInput in) throws IOException {
    return new String(DataCoders.readBytes(in), StandardCharsets.UTF_8);
  }
}
