package io.millrace.pipelines.config;

import java.util.Map;

/**
 * A topic of a Kafka cluster.
 *
 * @param bootstrapServers {@code host:port}, several with commas
 * @param properties what else the clients are configured with, such as {@code security.protocol};
 *     not shown in {@link #toString}, for it may hold secrets
 */
public record KafkaTopic(String bootstrapServers, String topic, Map<String, String> properties)
    implements SourceSettings {
  static final Kind<String> SERVERS =
      Kind.TEXT.where(
          text -> text.matches("[^\\s,:]\\S*:\\d+(,[^\\s,]+:\\d+)*"),
          "host:port, several with commas");
  static final Kind<String> TOPIC =
      Kind.TEXT.where(
          text -> text.matches("[A-Za-z0-9._-]{1,249}") && !text.matches("\\.\\.?"),
          "a topic name of letters, digits, '.', '_' and '-'");

  public KafkaTopic {
    properties = Map.copyOf(properties);
  }

  static KafkaTopic read(Section kafka) {
    return new KafkaTopic(
        kafka.required("bootstrap_servers", SERVERS),
        kafka.required("topic", TOPIC),
        kafka.section("properties").texts());
  }

  @Override
  public String toString() {
    return "KafkaTopic[" + topic + " at " + bootstrapServers + ", " + properties.keySet() + "]";
  }
}
