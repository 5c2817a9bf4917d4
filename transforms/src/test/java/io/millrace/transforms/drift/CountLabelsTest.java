package io.millrace.transforms.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.feedback.LabelledExample;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountLabelsTest {
  private final Pipeline pipeline = Pipeline.create();

  @Test
  void countsByWindowOfTheLabelAndVersionOfTheRecord() {
    Contents.of(
        pipeline
            .apply(
                Create.of(
                        example(1, 10, 1, null),
                        example(1, 30, 9, null),
                        example(2, 30, 2, null),
                        // A corrected label counts again, where it came.
                        example(1, 40, 10, 10.0))
                    .withCoder(LabelledExample.CODER))
            .apply(
                CountLabels.on(grid(), new EventTimeWindows(Duration.ofMillis(10), Duration.ZERO))),
        windows -> {
          assertThat(windows).extracting(WindowResult::start).containsExactlyInAnyOrder(0L, 10L);
          for (WindowResult<VersionCounts> window : windows) {
            VersionCounts counts = window.value();
            if (window.start() == 0) {
              assertThat(counts.prevailing()).isEqualTo(1);
              assertThat(label(counts.of(1).all())).isEqualTo(labels(10, 30));
              assertThat(label(counts.of(2).all())).isEqualTo(labels(30));
            } else {
              assertThat(counts.prevailing()).isEqualTo(1);
              assertThat(label(counts.of(1).all())).isEqualTo(labels(40));
            }
          }
        });
    pipeline.run();
  }

  @Test
  void otherFeaturesAreMissing() {
    Contents.of(
        pipeline
            .apply(Create.of(example(1, 10, 1, null)).withCoder(LabelledExample.CODER))
            .apply(
                CountLabels.on(grid(), new EventTimeWindows(Duration.ofMillis(10), Duration.ZERO))),
        windows -> {
          GridCounts missing = new GridCounts(grid());
          missing.add(rows().add("id", 0, null, 10.0).batch());
          assertThat(windows.get(0).value().of(1).all().counts(0)).isEqualTo(missing.counts(0));
        });
    pipeline.run();
  }

  private static LabelledExample example(
      long version, double label, long time, @Nullable Double replaced) {
    return new LabelledExample(new byte[0], 1.5, version, label, time, replaced);
  }

  private static Rows rows() {
    return Rows.of(Rows.layout("kind", ValueType.STRING, ExampleCodec.LABEL, ValueType.FLOAT));
  }

  /** Labels of 10 to 40, a bin each. */
  private static FeatureGrid grid() {
    Rows rows = rows();
    for (int i = 0; i < 40; i++) {
      rows.add("id" + i, 0, "a", 10.0 * (1 + i % 4));
    }
    return FeatureGrid.build(List.of(rows.batch()), 4, 4);
  }

  private static long[] label(GridCounts counts) {
    return counts.counts(1);
  }

  private static long[] labels(double... values) {
    Rows rows = rows();
    for (double value : values) {
      rows.add("id", 0, "a", value);
    }
    ColumnBatch batch = rows.batch();
    GridCounts counts = new GridCounts(grid());
    counts.add(batch);
    return counts.counts(1);
  }
}
