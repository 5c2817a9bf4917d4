package io.millrace.pipelines.io;

import io.millrace.models.data.DeadLetter;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.pipelines.config.KafkaTopic;
import io.millrace.pipelines.config.SinkSettings.Sink;
import io.millrace.transforms.drift.EstimatedQuality;
import io.millrace.transforms.drift.MonitoredWindow;
import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.feedback.Unjoined;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.retraining.Decision;
import io.millrace.transforms.validation.InvalidRecord;
import io.millrace.transforms.windows.WindowResult;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.joda.time.Duration;
import org.tensorflow.metadata.v0.Anomalies;

/**
 * Writes a pipeline's outputs as JSON messages to a Kafka topic, to files of JSON lines, or both.
 *
 * <p>Delivery: at least once. After a failure the messages since the last checkpoint are sent
 * again; predictions carry the record id, so that readers can tell.
 */
public final class Outputs<T> extends PTransform<PCollection<T>, PDone> {
  private static final Duration FILE_WINDOW = Duration.standardDays(1);

  private final DoFn<T, KV<byte[], byte[]>> messages;
  private final Sink sink;
  private final String files;

  private Outputs(DoFn<T, KV<byte[], byte[]>> messages, Sink sink, String files) {
    this.messages = messages;
    this.sink = sink;
    this.files = files;
  }

  /**
   * Predictions, a message each, under the record id.
   *
   * @param files where files go if the sink wants them
   */
  public static Outputs<ScoredBatch> predictions(Sink sink, String files) {
    return new Outputs<>(new PredictionFn(), sink, files);
  }

  /** Dead letters. */
  public static Outputs<DeadLetter> deadLetters(Sink sink, String files) {
    return new Outputs<>(new DeadLetterFn(), sink, files);
  }

  /**
   * Statistics, a message each window: a serialized {@code DatasetFeatureStatisticsList}. To a
   * topic only; the store has them as files.
   */
  public static Outputs<WindowResult<SlicedStatistics>> statistics(Sink sink) {
    return new Outputs<>(new StatisticsFn(), new Sink(sink.topic(), false), "");
  }

  /** Anomalies, a message each window. */
  public static Outputs<WindowResult<Anomalies>> anomalies(Sink sink, String files) {
    return new Outputs<>(new AnomaliesFn(), sink, files);
  }

  /** Records that go on though they break a rule, a message each, under the record id. */
  public static Outputs<InvalidRecord> violations(Sink sink, String files) {
    return new Outputs<>(new InvalidRecordFn(), sink, files);
  }

  /** Quality, a message each window. */
  public static Outputs<WindowResult<Quality>> quality(Sink sink, String files) {
    return new Outputs<>(new QualityFn(), sink, files);
  }

  /** Estimated quality, a message each window, and one more when its labels are there. */
  public static Outputs<WindowResult<EstimatedQuality>> estimates(Sink sink, String files) {
    return new Outputs<>(new EstimatesFn(), sink, files);
  }

  /** Label coverage, a message each window, to files only. */
  public static Outputs<WindowResult<LabelCoverage>> coverage(String files) {
    return new Outputs<>(new CoverageFn(), new Sink(null, true), files);
  }

  /** Alarms, a message each. */
  public static Outputs<KV<String, MonitoredWindow>> alarms(Sink sink, String files) {
    return new Outputs<>(new AlarmFn(), sink, files);
  }

  /** Decisions of the retraining policy. */
  public static Outputs<KV<String, Decision>> decisions(Sink sink, String files) {
    return new Outputs<>(new DecisionFn(), sink, files);
  }

  /** Records and labels that gave no labelled example, to files only. */
  public static Outputs<Unjoined> unjoined(String files) {
    return new Outputs<>(new UnjoinedFn(), new Sink(null, true), files);
  }

  @Override
  public PDone expand(PCollection<T> elements) {
    PCollection<KV<byte[], byte[]>> sent =
        elements
            .apply("Message", ParDo.of(messages))
            .setCoder(KvCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of()));
    KafkaTopic topic = sink.topic();
    if (topic != null) {
      sent.apply("ToKafka", toKafka(topic));
    }
    if (sink.files()) {
      sent.apply("Line", ParDo.of(new LineFn()))
          // By the time at which elements flow, not their own: so none of them is ever late.
          .apply("ByDay", Window.into(FixedWindows.of(FILE_WINDOW)))
          .apply(
              "ToFiles",
              TextIO.write()
                  .to(files + "/part")
                  .withSuffix(".jsonl")
                  .withWindowedWrites()
                  .withNumShards(1));
    }
    return PDone.in(elements.getPipeline());
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

  private static final class LineFn extends DoFn<KV<byte[], byte[]>, String> {
    @ProcessElement
    public void line(@Element KV<byte[], byte[]> message, OutputReceiver<String> out) {
      out.output(new String(message.getValue(), StandardCharsets.UTF_8));
    }
  }

  private static final class PredictionFn extends DoFn<ScoredBatch, KV<byte[], byte[]>> {
    @ProcessElement
    public void write(@Element ScoredBatch batch, OutputReceiver<KV<byte[], byte[]>> out) {
      for (int row = 0; row < batch.rows().rows(); row++) {
        Messages.Message message = Messages.prediction(batch, row);
        out.output(KV.of(message.key(), message.value()));
      }
    }
  }

  private static final class DeadLetterFn extends DoFn<DeadLetter, KV<byte[], byte[]>> {
    @ProcessElement
    public void write(@Element DeadLetter letter, OutputReceiver<KV<byte[], byte[]>> out) {
      Messages.Message message = Messages.deadLetter(letter);
      out.output(KV.of(message.key(), message.value()));
    }
  }

  private static final class StatisticsFn
      extends DoFn<WindowResult<SlicedStatistics>, KV<byte[], byte[]>> {
    @ProcessElement
    public void write(
        @Element WindowResult<SlicedStatistics> result, OutputReceiver<KV<byte[], byte[]>> out) {
      out.output(KV.of(windowKey(result), Messages.statistics(result.value()).toByteArray()));
    }
  }

  private static final class AnomaliesFn extends DoFn<WindowResult<Anomalies>, KV<byte[], byte[]>> {
    @ProcessElement
    public void write(
        @Element WindowResult<Anomalies> result, OutputReceiver<KV<byte[], byte[]>> out) {
      out.output(KV.of(windowKey(result), Messages.anomalies(result)));
    }
  }

  private static final class InvalidRecordFn extends DoFn<InvalidRecord, KV<byte[], byte[]>> {
    @ProcessElement
    public void write(@Element InvalidRecord record, OutputReceiver<KV<byte[], byte[]>> out) {
      byte[] key = record.recordId().getBytes(StandardCharsets.UTF_8);
      out.output(KV.of(key, Messages.violations(record)));
    }
  }

  private static final class QualityFn extends DoFn<WindowResult<Quality>, KV<byte[], byte[]>> {
    @ProcessElement
    public void write(
        @Element WindowResult<Quality> result, OutputReceiver<KV<byte[], byte[]>> out) {
      out.output(KV.of(windowKey(result), Messages.quality(result)));
    }
  }

  private static final class EstimatesFn
      extends DoFn<WindowResult<EstimatedQuality>, KV<byte[], byte[]>> {
    @ProcessElement
    public void write(
        @Element WindowResult<EstimatedQuality> result, OutputReceiver<KV<byte[], byte[]>> out) {
      out.output(KV.of(windowKey(result), Messages.estimates(result)));
    }
  }

  private static final class CoverageFn
      extends DoFn<WindowResult<LabelCoverage>, KV<byte[], byte[]>> {
    @ProcessElement
    public void write(
        @Element WindowResult<LabelCoverage> result, OutputReceiver<KV<byte[], byte[]>> out) {
      out.output(KV.of(windowKey(result), Messages.coverage(result)));
    }
  }

  private static final class AlarmFn extends DoFn<KV<String, MonitoredWindow>, KV<byte[], byte[]>> {
    @ProcessElement
    public void write(
        @Element KV<String, MonitoredWindow> window, OutputReceiver<KV<byte[], byte[]>> out) {
      byte[] key = window.getKey().getBytes(StandardCharsets.UTF_8);
      for (byte[] alarm : Messages.alarms(window.getKey(), window.getValue())) {
        out.output(KV.of(key, alarm));
      }
    }
  }

  private static final class DecisionFn extends DoFn<KV<String, Decision>, KV<byte[], byte[]>> {
    @ProcessElement
    public void write(
        @Element KV<String, Decision> decision, OutputReceiver<KV<byte[], byte[]>> out) {
      byte[] key = decision.getKey().getBytes(StandardCharsets.UTF_8);
      out.output(KV.of(key, Messages.decision(decision.getKey(), decision.getValue())));
    }
  }

  private static final class UnjoinedFn extends DoFn<Unjoined, KV<byte[], byte[]>> {
    @ProcessElement
    public void write(@Element Unjoined unjoined, OutputReceiver<KV<byte[], byte[]>> out) {
      byte[] key = unjoined.recordId().getBytes(StandardCharsets.UTF_8);
      out.output(KV.of(key, Messages.unjoined(unjoined)));
    }
  }

  private static byte[] windowKey(WindowResult<?> result) {
    return Long.toString(result.start()).getBytes(StandardCharsets.UTF_8);
  }
}
