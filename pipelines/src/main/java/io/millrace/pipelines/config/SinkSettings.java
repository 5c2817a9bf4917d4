package io.millrace.pipelines.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where each output goes.
 *
 * @param deadLetters records that could not be handled, with the reason
 * @param violations records that go on though they break a rule
 * @param quality the model's error, window by window
 * @param estimates the model's quality as it is estimated without labels
 * @param alarms what was found to have changed
 * @param decisions what the retraining policy decided, window by window
 */
public record SinkSettings(
    Sink predictions,
    Sink deadLetters,
    Sink statistics,
    Sink anomalies,
    Sink violations,
    Sink quality,
    Sink estimates,
    Sink alarms,
    Sink decisions) {
  private static final Sink FILES_ONLY = new Sink(null, true);

  /** Every output to files only. */
  static final SinkSettings FILES =
      new SinkSettings(
          FILES_ONLY,
          FILES_ONLY,
          FILES_ONLY,
          FILES_ONLY,
          FILES_ONLY,
          FILES_ONLY,
          FILES_ONLY,
          FILES_ONLY,
          FILES_ONLY);

  /**
   * One output's places: a topic, files under the store, both, or neither.
   *
   * @param topic null for none
   */
  public record Sink(@Nullable KafkaTopic topic, boolean files) {}

  /** Every output, in the order of the components. */
  public List<Sink> all() {
    return List.of(
        predictions,
        deadLetters,
        statistics,
        anomalies,
        violations,
        quality,
        estimates,
        alarms,
        decisions);
  }

  /**
   * @param records whose cluster is used where a sink names none
   */
  static SinkSettings read(Section sinks, SourceSettings records, SourceSettings labels) {
    Reading reading = new Reading(sinks, records, labels);
    return new SinkSettings(
        reading.sink("predictions"),
        reading.sink("dead_letters"),
        reading.sink("statistics"),
        reading.sink("anomalies"),
        reading.sink("violations"),
        reading.sink("quality"),
        reading.sink("estimates"),
        reading.sink("alarms"),
        reading.sink("decisions"));
  }

  private record Reading(Section sinks, SourceSettings records, SourceSettings labels) {
    Sink sink(String name) {
      Section section = sinks.section(name);
      KafkaTopic topic = topic(section);
      Boolean files = section.orNull("files", Kind.TRUTH);
      // Nothing is lost for want of a setting.
      return new Sink(topic, files == null ? topic == null : files);
    }

    private @Nullable KafkaTopic topic(Section section) {
      String topic = section.orNull("topic", KafkaTopic.TOPIC);
      String servers = section.orNull("bootstrap_servers", KafkaTopic.SERVERS);
      var properties = section.section("properties").texts();
      if (topic == null) {
        if (!section.has("topic") && section.has("bootstrap_servers")) {
          section.missing("topic", KafkaTopic.TOPIC.noun());
        }
        return null;
      }
      if (!section.has("bootstrap_servers") && records instanceof KafkaTopic source) {
        servers = source.bootstrapServers();
        properties = section.has("properties") ? properties : source.properties();
      }
      if (servers == null) {
        if (!section.has("bootstrap_servers")) {
          section.missing("bootstrap_servers", KafkaTopic.SERVERS.noun() + "; records have none");
        }
        return null;
      }
      if (reads(records, servers, topic) || reads(labels, servers, topic)) {
        section.problem("topic", topic, "another topic than the records and labels are read from");
      }
      return new KafkaTopic(servers, topic, properties);
    }

    private static boolean reads(SourceSettings source, String servers, String topic) {
      return source instanceof KafkaTopic input
          && input.bootstrapServers().equals(servers)
          && input.topic().equals(topic);
    }
  }
}
