package io.millrace.pipelines.config;

import java.time.Duration;
import java.util.List;

/**
 * The stream of labels, which arrive after their records.
 *
 * @param value the column with the label
 * @param validRange labels outside are counted, not used
 * @param horizon how long, in event time, a record waits for its label and a label for its record
 * @param corrections what a later label of a record does
 * @param slices the columns by which the quality of predictions is measured too, one or several
 *     crossed
 */
public record LabelSettings(
    StreamSettings stream,
    String value,
    Range validRange,
    Duration horizon,
    Corrections corrections,
    List<List<String>> slices) {
  /** What a label does whose record has one. */
  public enum Corrections {
    /** The newest label counts. */
    REPLACE,
    /** The label that found its record stays. */
    IGNORE
  }

  /** From {@code min} to {@code max}, both included. */
  public record Range(double min, double max) {
    static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public boolean contains(double value) {
      return value >= min && value <= max;
    }
  }

  public LabelSettings {
    slices = slices.stream().map(List::copyOf).toList();
  }

  static LabelSettings read(Section labels, DeclaredColumns records) {
    SourceSettings source = SourceSettings.read(labels);
    FormatSettings format = FormatSettings.read(labels, source instanceof SourceSettings.Files);
    DeclaredColumns columns = DeclaredColumns.read("labels", labels, format);
    return new LabelSettings(
        StreamSettings.read(labels, source, format, columns),
        labels.required("value", columns.of(ColumnType.INT, ColumnType.FLOAT)),
        readRange(labels),
        labels.required("horizon", Kind.POSITIVE_DURATION),
        labels.optional("corrections", Kind.choice(Corrections.class), Corrections.REPLACE),
        Slices.read(labels, "slices", records));
  }

  private static Range readRange(Section labels) {
    List<Double> ends = labels.listOrNull("valid_range", Kind.NUMBER);
    if (ends == null) {
      return Range.ALL; // absent, or a problem already
    }
    if (ends.size() != 2 || ends.get(0) >= ends.get(1)) {
      labels.problem(
          "valid_range",
          ends.stream().map(Kind::written).toList().toString(),
          "[least, greatest], the least first");
      return Range.ALL;
    }
    return new Range(ends.get(0), ends.get(1));
  }
}
