package io.millrace.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.AvroDecoder;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.CsvDecoder;
import io.millrace.models.data.JsonDecoder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.RawRecord;
import io.millrace.models.data.RecordDecoder;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.UndecodableException;
import io.millrace.models.data.ValueType;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.Deployments;
import io.millrace.pipelines.config.StreamSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecodersTest {

  @Test
  void csvAsTheStreamSaysIt() throws Exception {
    StreamSettings records = deployment("every-key.yaml").records();
    RecordDecoder decoder = Decoders.of(records).create();
    assertThat(decoder).isInstanceOf(CsvDecoder.class);
    assertThat(Decoders.layout(records).columns())
        .isEqualTo(
            Layout.of(
                new Layout.Field("size", ValueType.FLOAT),
                new Layout.Field("kind", ValueType.STRING)));
    ColumnBatch batch = decode(decoder, "a;2018-07-01T12:00:00;2.5;k;what nobody reads");
    assertThat(batch.ids().string(0)).isEqualTo("a");
    // Without a zone it is the stream's: New York, which is four hours behind in July.
    assertThat(batch.eventTime(0)).isEqualTo(Instant.parse("2018-07-01T16:00:00Z").toEpochMilli());
  }

  @Test
  void jsonInSecondsOfTheEpoch() throws Exception {
    RecordDecoder decoder = Decoders.of(deployment("least.yaml").records()).create();
    assertThat(decoder).isInstanceOf(JsonDecoder.class);
    ColumnBatch batch = decode(decoder, "{\"id\": 7, \"at\": 60, \"size\": 3}");
    assertThat(batch.ids().string(0)).isEqualTo("7");
    assertThat(batch.eventTime(0)).isEqualTo(60_000);
  }

  @Test
  void secondsThatOverflowAreUndecodable() throws Exception {
    RecordDecoder decoder = Decoders.of(deployment("least.yaml").records()).create();
    assertThatThrownBy(() -> decode(decoder, "{\"id\": 7, \"at\": 9223372036854775807}"))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("at: 9223372036854775807 (expected: a time as epoch_seconds)");
    assertThatThrownBy(() -> decode(decoder, "{\"id\": 7, \"at\": 253402300800}"))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(
            "at: 253402300800000 ms since 1970 (expected: a time from year 1 to year 9999)");
  }

  @Test
  void avroOfTheConfiguredSchema() throws Exception {
    Deployment deployment = deployment("avro.yaml");
    assertThat(Decoders.of(deployment.records()).create()).isInstanceOf(AvroDecoder.class);
    assertThat(Decoders.layout(deployment.labels().stream()).columns())
        .isEqualTo(Layout.of(new Layout.Field("y", ValueType.FLOAT)));
  }

  private static ColumnBatch decode(RecordDecoder decoder, String text)
      throws UndecodableException {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    decoder.decode(new RawRecord(value, new SourcePosition("test", -1, 0), 0), value);
    return decoder.take();
  }

  private static Deployment deployment(String name) throws Exception {
    return Deployments.load(
        Path.of("src/test/resources/io/millrace/pipelines/config", name), Map.of());
  }
}
