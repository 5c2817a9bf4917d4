package io.millrace.transforms.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.transforms.Contents;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;

class BatchExamplesTest {
  private static final Feature ONE =
      Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(1)).build();
  private static final Feature X =
      Feature.newBuilder()
          .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8("x")))
          .build();

  private static TimestampedValue<byte[]> at(long time, Feature feature) {
    byte[] bytes =
        Example.newBuilder()
            .setFeatures(Features.newBuilder().putFeature("a", feature))
            .build()
            .toByteArray();
    return TimestampedValue.of(bytes, new Instant(time));
  }

  @Test
  void examplesBecomeRowsWhateverTheirKindsAndOthersDeadLetters() {
    Pipeline pipeline = Pipeline.create();
    byte[] bad = {10, 100};
    PCollectionTuple batched =
        pipeline
            .apply(
                Create.timestamped(
                        List.of(
                            at(5, ONE),
                            at(3, X),
                            TimestampedValue.of(bad, new Instant(1)),
                            at(4, ONE),
                            at(6, X)))
                    .withCoder(ByteArrayCoder.of()))
            .apply(BatchExamples.create().withOriginals());
    Contents.of(
        batched.get(DecodeRecords.BATCHES),
        batches -> {
          Map<ValueType, Long> times = new EnumMap<>(ValueType.class);
          int rows = 0;
          for (ColumnBatch batch : batches) {
            rows += batch.rows();
            assertThat(batch.originals()).isNotNull();
            for (long time : batch.eventTimes()) {
              times.merge(batch.column(0).type(), time, Long::sum);
            }
          }
          assertThat(rows).isEqualTo(4);
          assertThat(times)
              .containsExactly(Map.entry(ValueType.INT, 9L), Map.entry(ValueType.STRING, 9L));
        });
    Contents.of(
        batched.get(DecodeRecords.DEAD_LETTERS),
        letters -> {
          assertThat(letters).hasSize(1);
          assertThat(letters.get(0).original()).containsExactly(10, 100);
          assertThat(letters.get(0).eventTime()).isEqualTo(1L);
        });
    pipeline.run();
  }
}
