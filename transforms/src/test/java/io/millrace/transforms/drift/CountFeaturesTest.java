package io.millrace.transforms.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.inference.Predictions;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;

class CountFeaturesTest {
  private final Pipeline pipeline = Pipeline.create();

  @Test
  void countsByWindowAndVersion() {
    Contents.of(
        pipeline
            .apply(
                Create.of(
                        scored(1, rows().add("1", 1, "a").add("2", 11, "b").batch()),
                        scored(1, rows().add("3", 2, "b").batch()),
                        scored(2, rows().add("4", 3, "a").add("5", 4, "a").batch()))
                    .withCoder(ScoredBatch.CODER))
            .apply(
                CountFeatures.on(
                    Drifting.grid(), new EventTimeWindows(Duration.ofMillis(10), Duration.ZERO))),
        windows -> {
          assertThat(windows).extracting(WindowResult::start).containsExactlyInAnyOrder(0L, 10L);
          for (WindowResult<VersionCounts> window : windows) {
            VersionCounts counts = window.value();
            if (window.start() == 0) {
              assertThat(counts.prevailing()).isEqualTo(2);
              assertThat(counts.of(1).all().counts(0)).isEqualTo(expected("a", "b"));
              assertThat(counts.of(2).all().counts(0)).isEqualTo(expected("a", "a"));
            } else {
              assertThat(counts.prevailing()).isEqualTo(1);
              assertThat(counts.of(1).all().counts(0)).isEqualTo(expected("b"));
            }
          }
        });
    pipeline.run();
  }

  private static Rows rows() {
    return Rows.of(Drifting.LAYOUT);
  }

  private static long[] expected(String... kinds) {
    Rows rows = rows();
    for (String kind : kinds) {
      rows.add("id", 0, kind);
    }
    GridCounts counts = new GridCounts(Drifting.grid());
    counts.add(rows.batch());
    return counts.counts(0);
  }

  private static ScoredBatch scored(long version, ColumnBatch rows) {
    Predictions predictions =
        new Predictions(
            Rows.layout("prediction", ValueType.FLOAT),
            List.of(FloatColumn.of(new double[rows.rows()])),
            rows.rows());
    return new ScoredBatch(rows, predictions, "trips", version, 0);
  }
}
