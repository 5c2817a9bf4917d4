package io.millrace.models.evaluation.slices;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.statistics.Slicer;
import io.millrace.models.statistics.Slicing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the rows of each slice. */
public final class SliceRows {
  private final List<Cut> cuts = new ArrayList<>();
  private final Set<String> features = new LinkedHashSet<>();

  private record Cut(SliceRule rule, String text, Slicer slicer, List<Ranges> ranges) {}

  /** Takes the rows of one slice. */
  public interface Taker {
    /** Takes the rows in the first {@code count} places, which ascend. */
    void take(SliceKey slice, int[] rows, int count);
  }

  public SliceRows(List<SliceRule> rules) {
    for (SliceRule rule : rules) {
      List<Ranges> ranges = rule.parts().stream().map(part -> new Ranges(part.edges())).toList();
      cuts.add(new Cut(rule, rule.text(), new Slicer(new Slicing(List.of(rule.spec()))), ranges));
      rule.parts().forEach(part -> features.add(part.feature()));
    }
  }

  /** The columns that slices go by; no others are looked at. */
  public Set<String> features() {
    return features;
  }

  /**
   * Gives the rows of every slice that the batch has rows of, in ascending order; a row may be in
   * several slices, and in none of a feature that it misses.
   */
  public void slice(ColumnBatch batch, Taker slices) {
    for (Cut cut : cuts) {
      cut.slicer.rows(
          columns(cut, batch),
          (name, rows, count) -> slices.take(new SliceKey(cut.text, name), rows, count));
    }
  }

  private static ColumnBatch columns(Cut cut, ColumnBatch batch) {
    List<Layout.Field> fields = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < cut.rule.parts().size(); i++) {
      SliceRule.Part part = cut.rule.parts().get(i);
      Column column = batch.column(part.feature());
      if (column != null) {
        Column sliced = part.hasRanges() ? cut.ranges.get(i).of(column) : column;
        fields.add(new Layout.Field(part.feature(), sliced.type()));
        columns.add(sliced);
      }
    }
    return new ColumnBatch(
        new Layout(fields), columns, batch.eventTimes(), null, batch.positions(), null);
  }
}
