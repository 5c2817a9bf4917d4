package io.millrace.pipelines.config;

import java.time.Duration;

/**
 * How workers follow the champion.
 *
 * @param versions which version predicts a record
 * @param pollInterval how often a worker asks the registry who is champion
 * @param firstModelTimeout how long a starting worker waits for a first champion
 */
public record ServingSettings(
    Versions versions, Duration pollInterval, Duration firstModelTimeout) {

  /** Which version predicts a record. */
  public enum Versions {
    /** The champion of the moment. */
    CHAMPION,
    /** The one that is champion at the record's event time. */
    EVENT_TIME
  }

  static ServingSettings read(Section serving) {
    return new ServingSettings(
        serving.optional("versions", Kind.choice(Versions.class), Versions.CHAMPION),
        serving.optional("poll_interval", Kind.POSITIVE_DURATION, Duration.ofSeconds(1)),
        serving.optional("first_model_timeout", Kind.POSITIVE_DURATION, Duration.ofMinutes(1)));
  }
}
