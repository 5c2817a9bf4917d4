package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of extra statistics there are, by name. */
final class ExtraKinds {
  private static final Map<String, ExtraStatisticsKind> KINDS = load();

  private ExtraKinds() {}

  private static Map<String, ExtraStatisticsKind> load() {
    Map<String, ExtraStatisticsKind> kinds = new TreeMap<>();
    for (ExtraStatisticsKind kind :
        ServiceLoader.load(ExtraStatisticsKind.class, ExtraKinds.class.getClassLoader())) {
      if (kinds.put(kind.name(), kind) != null) {
        throw new IllegalStateException(
            "extra statistics: " + kind.name() + " (expected: of one kind)");
      }
    }
    return kinds;
  }

  /** Empty accumulators of all kinds that are wanted. */
  static Map<String, ExtraStatistics> create(StatisticsOptions options) {
    for (String name : options.generators().keySet()) {
      find(name);
    }
    Map<String, ExtraStatistics> extras = new LinkedHashMap<>();
    KINDS.forEach(
        (name, kind) -> {
          if (kind.isWanted(options)) {
            extras.put(name, kind.create(options));
          }
        });
    return extras;
  }

  private static ExtraStatisticsKind find(String name) {
    ExtraStatisticsKind kind = KINDS.get(name);
    if (kind == null) {
      throw new IllegalArgumentException(
          "generator: " + name + " (expected: one of " + KINDS.keySet() + ")");
    }
    return kind;
  }

  static void write(Map<String, ExtraStatistics> extras, DataOutput out) throws IOException {
    out.writeInt(extras.size());
    for (Map.Entry<String, ExtraStatistics> extra : extras.entrySet()) {
      LongText.write(extra.getKey(), out);
      extra.getValue().writeTo(out);
    }
  }

  static Map<String, ExtraStatistics> read(DataInput in, StatisticsOptions options)
      throws IOException {
    Map<String, ExtraStatistics> extras = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = LongText.read(in);
      extras.put(name, find(name).read(in, options));
    }
    return extras;
  }
}
