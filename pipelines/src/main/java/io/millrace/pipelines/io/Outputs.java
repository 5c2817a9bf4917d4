package io.millrace.pipelines.io;

import io.millrace.models.data.DeadLetter;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.pipelines.config.KafkaTopic;
import io.millrace.pipelines.config.SinkSettings.Sink;
import io.millrace.pipelines.messages.DataMessages;
import io.millrace.pipelines.messages.DriftMessages;
import io.millrace.pipelines.messages.Message;
import io.millrace.pipelines.messages.QualityMessages;
import io.millrace.pipelines.messages.RecordMessages;
import io.millrace.transforms.drift.EstimatedQuality;
import io.millrace.transforms.drift.MonitoredWindow;
import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.feedback.Unjoined;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.retraining.Decision;
import io.millrace.transforms.validation.InvalidRecord;
import io.millrace.transforms.windows.WindowResult;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;

/**
 * Writes a pipeline's outputs as JSON messages to a Kafka topic, to files of JSON lines, or both.
 *
 * <p>Delivery: at least once. After a failure the messages since the last checkpoint are sent
 * again; predictions carry the record id, so that readers can tell. A message that is too large for
 * its topic goes to files, and only there.
 */
public final class Outputs<T> extends PTransform<PCollection<T>, PDone> {
  /** Kafka's default; a topic takes twelve bytes more by default. */
  private static final int LARGEST_REQUEST = 1 << 20;

  private final OutputMessages<T> messages;
  private final Sink sink;
  private final @Nullable String files;

  private Outputs(OutputMessages<T> messages, Sink sink, @Nullable String files) {
    this.messages = messages;
    this.sink = sink;
    this.files = files;
  }

  /**
   * Predictions, a message each, under the record id.
   *
   * @param files the directory of files
   */
  public static Outputs<ScoredBatch> predictions(Sink sink, String files) {
    return new Outputs<>(
        new OutputMessages<>("predictions", batch -> "", Outputs::predictions), sink, files);
  }

  /** Dead letters. */
  public static Outputs<DeadLetter> deadLetters(Sink sink, String files) {
    return new Outputs<>(
        OutputMessages.one("dead_letters", DeadLetter::stage, RecordMessages::deadLetter),
        sink,
        files);
  }

  /**
   * Statistics, a message each window: a serialized {@code DatasetFeatureStatisticsList}. To a
   * topic only; the store has them as files.
   */
  public static Outputs<WindowResult<SlicedStatistics>> statistics(Sink sink) {
    return new Outputs<>(
        OutputMessages.one("statistics", DataMessages::statistics),
        new Sink(sink.topic(), false),
        null);
  }

  /** Anomalies, a message each window. */
  public static Outputs<WindowResult<Anomalies>> anomalies(Sink sink, String files) {
    return new Outputs<>(OutputMessages.one("anomalies", DataMessages::anomalies), sink, files);
  }

  /** Records that go on though they break a rule, a message each, under the record id. */
  public static Outputs<InvalidRecord> violations(Sink sink, String files) {
    return new Outputs<>(OutputMessages.one("violations", RecordMessages::violations), sink, files);
  }

  /** Quality, a message each window. */
  public static Outputs<WindowResult<Quality>> quality(Sink sink, String files) {
    return new Outputs<>(OutputMessages.one("quality", QualityMessages::quality), sink, files);
  }

  /** Estimated quality, a message each window, and one more when its labels are there. */
  public static Outputs<WindowResult<EstimatedQuality>> estimates(Sink sink, String files) {
    return new Outputs<>(OutputMessages.one("estimates", QualityMessages::estimates), sink, files);
  }

  /** Label coverage, a message each window, to files only. */
  public static Outputs<WindowResult<LabelCoverage>> coverage(String files) {
    return new Outputs<>(
        OutputMessages.one("label_coverage", QualityMessages::coverage),
        new Sink(null, true),
        files);
  }

  /** Alarms, a message each. */
  public static Outputs<KV<String, MonitoredWindow>> alarms(Sink sink, String files) {
    return new Outputs<>(
        new OutputMessages<>(
            "alarms", window -> name(window.getValue().watched()), Outputs::alarms),
        sink,
        files);
  }

  /** Decisions of the retraining policy. */
  public static Outputs<KV<String, Decision>> decisions(Sink sink, String files) {
    return new Outputs<>(
        OutputMessages.one(
            "decisions",
            decision -> name(decision.getValue().outcome()),
            decision -> DriftMessages.decision(decision.getKey(), decision.getValue())),
        sink,
        files);
  }

  /** Records and labels that gave no labelled example, to files only. */
  public static Outputs<Unjoined> unjoined(String files) {
    return new Outputs<>(
        OutputMessages.one(
            "unjoined", unjoined -> name(unjoined.reason()), RecordMessages::unjoined),
        new Sink(null, true),
        files);
  }

  @Override
  public PDone expand(PCollection<T> elements) {
    KafkaTopic topic = sink.topic();
    PCollectionTuple sent =
        elements.apply(
            "Message",
            ParDo.of(new MessageFn<>(messages, topic == null ? null : limit(topic), sink.files()))
                .withOutputTags(MessageFn.TO_TOPIC, TupleTagList.of(MessageFn.TO_FILES)));
    PCollection<KV<byte[], byte[]>> toTopic =
        sent.get(MessageFn.TO_TOPIC).setCoder(KvCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of()));
    PCollection<byte[]> toFiles = sent.get(MessageFn.TO_FILES).setCoder(ByteArrayCoder.of());
    if (topic != null) {
      toTopic.apply("ToKafka", toKafka(topic));
    }
    if (files != null && (sink.files() || topic != null)) {
      toFiles.apply("ToFiles", WriteLines.to(files));
    }
    return PDone.in(elements.getPipeline());
  }

  private static MessageFn.Limit limit(KafkaTopic topic) {
    String name = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
    String largest = topic.properties().get(name);
    return new MessageFn.Limit(
        topic.topic(),
        largest == null
            ? LARGEST_REQUEST
            : (Integer) ConfigDef.parseType(name, largest, ConfigDef.Type.INT));
  }

  private static KafkaIO.Write<byte[], byte[]> toKafka(KafkaTopic topic) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.putAll(topic.properties());
    return KafkaIO.<byte[], byte[]>write()
        .withBootstrapServers(topic.bootstrapServers())
        .withTopic(topic.topic())
        .withKeySerializer(ByteArraySerializer.class)
        .withValueSerializer(ByteArraySerializer.class)
        .withProducerConfigUpdates(properties);
  }

  private static void predictions(ScoredBatch batch, Consumer<Message> out) {
    for (int row = 0; row < batch.rows().rows(); row++) {
      out.accept(RecordMessages.prediction(batch, row));
    }
  }

  private static void alarms(KV<String, MonitoredWindow> window, Consumer<Message> out) {
    DriftMessages.alarms(window.getKey(), window.getValue()).forEach(out);
  }

  private static String name(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
