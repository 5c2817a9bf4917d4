package io.millrace.benchmarks.drift;

import io.millrace.models.drift.patterns.EarlierConcept;
import io.millrace.models.drift.patterns.Pattern;
import io.millrace.models.drift.patterns.PatternFinding;
import io.millrace.models.drift.patterns.PatternNamer;
import io.millrace.models.drift.patterns.WindowStatistic;
import io.millrace.models.drift.streams.Gaussian;
import io.millrace.models.drift.streams.Level;
import io.millrace.models.drift.streams.ValueStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How changes of normal values are named: 20 windows before the change and 20 from its beginning
 * on, which lies anywhere within a window; slow changes take ten windows. Two earlier concepts are
 * known, of which one is back where the change is recurring.
 */
final class PatternTable {
  private static final int BEFORE = 20;
  private static final int WINDOWS = 40;
  private static final int WIDTH = 10;
  private static final long OTHER_SEED = 5000;

  private final int runs;

  PatternTable(int runs) {
    this.runs = runs;
  }

  void print() {
    MarkdownTable table =
        new MarkdownTable(
            "", "values a window", "size", "sudden", "gradual", "incremental", "recurring", "none");
    for (Pattern truth : Pattern.values()) {
      row(table, truth, 200, 1);
      row(table, truth, 100, 1);
      row(table, truth, 50, 1);
      row(table, truth, 200, 0.5);
    }
    table.print("What changes are called, of " + runs + " each");
  }

  private void row(MarkdownTable table, Pattern truth, int size, double change) {
    Map<Pattern, Integer> called = new EnumMap<>(Pattern.class);
    int none = runs;
    for (int run = 0; run < runs; run++) {
      PatternFinding finding = name(truth, size, change, run);
      if (finding != null) {
        called.merge(finding.pattern(), 1, Integer::sum);
        none--;
      }
    }
    List<Object> cells = new ArrayList<>();
    cells.add(truth.name().toLowerCase(Locale.ROOT));
    cells.add(size);
    cells.add(change + " σ");
    for (Pattern pattern : Pattern.values()) {
      cells.add(called.getOrDefault(pattern, 0));
    }
    cells.add(none);
    table.row(cells.toArray());
  }

  private static @Nullable PatternFinding name(Pattern truth, int size, double change, int run) {
    long at = (long) BEFORE * size + run % 10L * size / 10;
    long width = (long) WIDTH * size;
    Level level =
        switch (truth) {
          case SUDDEN, RECURRING -> Level.sudden(0, change, at);
          case GRADUAL -> Level.gradual(0, change, at + width / 2, width);
          case INCREMENTAL -> Level.incremental(0, change, at, width);
        };
    ValueStream stream = new Gaussian(level, run);
    List<WindowStatistic> windows = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      windows.add(window(stream, i, size));
    }
    double other = truth == Pattern.RECURRING ? change : 2 * change;
    return PatternNamer.name(
        windows,
        List.of(earlier("first", -change, 5 * size, run), earlier("second", other, 5 * size, run)));
  }

  private static EarlierConcept earlier(String name, double level, int size, int run) {
    ValueStream stream = new Gaussian(Level.constant(level), OTHER_SEED + run);
    return new EarlierConcept(name, window(stream, 0, size));
  }

  private static WindowStatistic window(ValueStream stream, long start, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = stream.next();
    }
    return WindowStatistic.of(start, values);
  }
}
