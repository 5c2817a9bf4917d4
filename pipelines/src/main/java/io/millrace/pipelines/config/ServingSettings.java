package io.millrace.pipelines.config;

import java.time.Duration;

/**
 * How workers follow the champion.
 *
 * @param pollInterval how often a worker asks the registry who is champion
 * @param firstModelTimeout how long a starting worker waits for a first champion
 */
public record ServingSettings(Duration pollInterval, Duration firstModelTimeout) {

  static ServingSettings read(Section serving) {
    return new ServingSettings(
        serving.optional("poll_interval", Kind.POSITIVE_DURATION, Duration.ofSeconds(1)),
        serving.optional("first_model_timeout", Kind.POSITIVE_DURATION, Duration.ofMinutes(1)));
  }
}
