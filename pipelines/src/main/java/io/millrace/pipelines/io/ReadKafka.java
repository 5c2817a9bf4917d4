package io.millrace.pipelines.io;

import io.millrace.models.data.RawRecord;
import io.millrace.models.data.SourcePosition;
import io.millrace.transforms.coders.DataCoders;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the records of a Kafka topic, from its beginning unless the consumer properties or a
 * checkpoint say otherwise.
 *
 * <p>Each record is read once a checkpoint: after a failure the pipeline reads again from the last
 * one. Timestamps and watermark are those of {@link EventTimePolicy}. Uses Beam's unbounded source
 * rather than its splittable DoFn, which holds up checkpoints on Flink.
 */
public final class ReadKafka extends PTransform<PBegin, PCollection<RawRecord>> {
  private final String bootstrapServers;
  private final String topic;
  private final Map<String, Object> properties;
  private final Duration outOfOrderness;
  private final Duration idleTimeout;

  public ReadKafka(
      String bootstrapServers,
      String topic,
      Map<String, String> properties,
      Duration outOfOrderness,
      Duration idleTimeout) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.properties = new HashMap<>();
    this.properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.properties.putAll(properties);
    this.outOfOrderness = outOfOrderness;
    this.idleTimeout = idleTimeout;
  }

  @Override
  public PCollection<RawRecord> expand(PBegin begin) {
    return begin
        .apply(
            "Read",
            KafkaIO.<byte[], byte[]>read()
                .withBootstrapServers(bootstrapServers)
                .withTopic(topic)
                .withKeyDeserializer(ByteArrayDeserializer.class)
                .withValueDeserializer(ByteArrayDeserializer.class)
                .withConsumerConfigUpdates(properties)
                .withTimestampPolicyFactory(EventTimePolicy.factory(outOfOrderness, idleTimeout)))
        .apply("Record", ParDo.of(new RecordFn()))
        .setCoder(DataCoders.RAW_RECORD);
  }

  private static final class RecordFn extends DoFn<KafkaRecord<byte[], byte[]>, RawRecord> {
    @ProcessElement
    public void record(@Element KafkaRecord<byte[], byte[]> record, OutputReceiver<RawRecord> out) {
      out.output(
          new RawRecord(
              record.getKV().getValue(),
              new SourcePosition(record.getTopic(), record.getPartition(), record.getOffset()),
              record.getTimestamp()));
    }
  }
}
