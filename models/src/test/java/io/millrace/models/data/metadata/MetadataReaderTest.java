package io.millrace.models.data.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics;
import org.tensorflow.metadata.v0.Schema;

class MetadataReaderTest {
  private static final Path FILE = Path.of("some.file");

  private static final Map<String, MetadataReader<?>> READERS =
      Map.of(
          "statistics", MetadataReader.STATISTICS,
          "a schema", MetadataReader.SCHEMA,
          "anomalies", MetadataReader.ANOMALIES);

  private static final String SCHEMA_TEXT =
      """
      feature { name: "km" type: FLOAT presence { min_count: 1 } value_count { min: 1 max: 1 } }
      feature { name: "zone" type: BYTES domain: "zone" }
      string_domain { name: "zone" value: "a" value: "b" }
      """;

  private static final Schema SCHEMA = parse(SCHEMA_TEXT, Schema.class);

  private static final DatasetFeatureStatisticsList STATISTICS =
      parse(
          """
          datasets {
            name: "All Examples" num_examples: 7
            features {
              path { step: "km" } type: FLOAT
              num_stats { common_stats { num_non_missing: 7 } mean: 2.5 }
            }
          }
          """,
          DatasetFeatureStatisticsList.class);

  private static final Anomalies ANOMALIES =
      parse(
          "baseline { "
              + SCHEMA_TEXT
              + """
              }
              anomaly_info { key: "km" value { severity: ERROR reason { type: INT_TYPE_BIG_INT } } }
              anomaly_name_format: SERIALIZED_PATH
              """,
          Anomalies.class);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(log);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(MetadataReader.class);
  }

  static Stream<Arguments> messages() {
    DatasetFeatureStatisticsList.Builder unnamed = STATISTICS.toBuilder();
    unnamed.getDatasetsBuilder(0).clearName();
    return Stream.of(
        Arguments.of("statistics", STATISTICS),
        Arguments.of("statistics", unnamed.build()),
        Arguments.of("statistics", withUnknown(STATISTICS)),
        Arguments.of("a schema", SCHEMA),
        Arguments.of("a schema", withUnknown(SCHEMA)),
        Arguments.of("a schema", parse("feature { name: 'a' type: INT }", Schema.class)),
        Arguments.of("a schema", parse("string_domain { name: 'a' }", Schema.class)),
        Arguments.of("anomalies", ANOMALIES),
        Arguments.of("anomalies", withUnknown(ANOMALIES)),
        Arguments.of("anomalies", ANOMALIES.toBuilder().clearBaseline().build()),
        Arguments.of("anomalies", ANOMALIES.toBuilder().clearAnomalyInfo().build()));
  }

  /** As a newer TFX may write them. */
  private static Message withUnknown(Message message) {
    UnknownFieldSet.Field field =
        UnknownFieldSet.Field.newBuilder().addVarint(5).addFixed64(6).build();
    return message.toBuilder()
        .setUnknownFields(UnknownFieldSet.newBuilder().addField(99, field).build())
        .build();
  }

  private static Message known(Message message) {
    UnknownFieldSet none = UnknownFieldSet.getDefaultInstance();
    return message.toBuilder().setUnknownFields(none).build();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void tellsMessagesApart(String kind, Message message) throws IOException {
    byte[] bytes = message.toByteArray();
    for (Map.Entry<String, MetadataReader<?>> reader : READERS.entrySet()) {
      if (reader.getKey().equals(kind)) {
        assertThat(reader.getValue().read(FILE, bytes)).isEqualTo(message);
      } else {
        assertThatThrownBy(() -> reader.getValue().read(FILE, bytes))
            .isInstanceOf(IOException.class)
            .hasMessage("some.file: seems to be " + kind + " (expected: " + reader.getKey() + ")");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void tellsTextsApart(String kind, Message message) throws IOException {
    String text = TextFormat.printer().printToString(known(message));
    for (Map.Entry<String, MetadataReader<?>> reader : READERS.entrySet()) {
      if (reader.getKey().equals(kind)) {
        assertThat(TextFormat.printer().printToString(reader.getValue().read(FILE, text)))
            .isEqualTo(text);
      } else {
        assertThatThrownBy(() -> reader.getValue().read(FILE, text))
            .isInstanceOf(IOException.class)
            .hasMessage("some.file: seems to be " + kind + " (expected: " + reader.getKey() + ")");
      }
    }
    assertThat(log.list).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void damagedMessagesAreOfNoKind(String kind, Message message) {
    byte[] bytes = message.toByteArray();
    byte[] half = Arrays.copyOf(bytes, bytes.length - 1);
    assertThatThrownBy(() -> reader(kind).read(FILE, half))
        .isInstanceOf(IOException.class)
        .hasMessage("some.file: damaged, or cut off (expected: " + kind + ")");
  }

  private static MetadataReader<?> reader(String kind) {
    return Objects.requireNonNull(READERS.get(kind));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void brokenBytesMakeNoOtherKind(String kind, Message message) {
    for (int i = 0; i < message.getSerializedSize(); i++) {
      byte[] broken = message.toByteArray();
      broken[i] = (byte) 0xff;
      Throwable refused = catchThrowable(() -> reader(kind).read(FILE, broken));
      if (refused != null) {
        assertThat(refused).as("byte " + i).hasMessageStartingWith("some.file: damaged");
      }
    }
  }

  @Test
  void nothingIsAnyKind() throws IOException {
    for (MetadataReader<?> reader : READERS.values()) {
      assertThat(reader.read(FILE, new byte[0]).getSerializedSize()).isZero();
      assertThat(reader.read(FILE, "# nothing yet\n").getSerializedSize()).isZero();
    }
  }

  @Test
  void namesUnknownFieldsOfTextsOnce() throws IOException {
    Schema schema =
        MetadataReader.SCHEMA.read(
            FILE,
            """
            feature {
              name: "a"
              presense { min_count: 1 }
            }
            feature { name: "b" int_domain { minimum: 1 } presense {} }
            hint: [1, 2]
            """);
    assertThat(schema)
        .isEqualTo(
            parse("feature { name: 'a' } feature { name: 'b' int_domain {} }", Schema.class));
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "some.file: unknown fields are not looked at: feature.presense (line 3),"
                + " feature.int_domain.minimum (line 5), hint (line 6)");
  }

  @Test
  void namesSomeOfManyUnknownFields() throws IOException {
    MetadataReader.SCHEMA.read(FILE, "feature {} a: 1 b: 1 c: 1 d: 1 e: 1 f: 1 g: 1");
    assertThat(log.list.get(0).getFormattedMessage()).endsWith("e (line 1) and 2 more");
  }

  @Test
  void readsWhatIsInAny() throws IOException {
    DatasetFeatureStatisticsList list =
        MetadataReader.STATISTICS.read(
            FILE,
            """
            datasets { features { custom_stats { name: "nl_statistics" any {
              [type.googleapis.com/tensorflow.metadata.v0.NaturalLanguageStatistics] {
                feature_coverage: 0.5 newer: 1
              }
            } } } }
            """);
    assertThat(
            list.getDatasets(0)
                .getFeatures(0)
                .getCustomStats(0)
                .getAny()
                .unpack(NaturalLanguageStatistics.class)
                .getFeatureCoverage())
        .isEqualTo(0.5);
    assertThat(log.list).hasSize(1);
  }

  @Test
  void textsOfNoKindAndErrorsOfSyntaxAreNamed() {
    assertThatThrownBy(() -> MetadataReader.SCHEMA.read(FILE, "features { } extra: 1"))
        .hasMessage(
            "some.file: only unknown fields: features (line 1), extra (line 1) (expected: a"
                + " schema)");
    List.of(
            Map.entry("feature {\n  name: }\n", "some.file:2:9: "),
            Map.entry("feature {\n  type: WORD }", "some.file:2:9: "),
            Map.entry("feature {\n  name: \"a\n}", "some.file:2:11: "))
        .forEach(
            broken ->
                assertThatThrownBy(() -> MetadataReader.SCHEMA.read(FILE, broken.getKey()))
                    .hasMessageStartingWith(broken.getValue())
                    .hasMessageEndingWith("(expected: a schema in text form)"));
  }

  private static <M extends Message> M parse(String text, Class<M> type) {
    try {
      return TextFormat.parse(text, type);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
