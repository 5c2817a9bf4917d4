package io.millrace.pipelines.config;

import io.millrace.models.inference.SessionThreads;
import java.time.Duration;

/**
 * How workers follow the champion.
 *
 * @param versions which version predicts a record
 * @param pollInterval how often a worker asks the registry who is champion
 * @param firstModelTimeout how long a starting worker waits for a first champion
 * @param intraOpThreads threads of TensorFlow within an operation; 0: as many as cores
 * @param interOpThreads threads of TensorFlow for operations beside each other; 0: as many as
 *     cores, -1: the calling thread alone
 */
public record ServingSettings(
    Versions versions,
    Duration pollInterval,
    Duration firstModelTimeout,
    int intraOpThreads,
    int interOpThreads) {

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
        serving.optional("first_model_timeout", Kind.POSITIVE_DURATION, Duration.ofMinutes(1)),
        serving.optional("intra_op_threads", Kind.INT_FROM_ZERO, 1),
        serving.optional(
            "inter_op_threads",
            Kind.INT.where(n -> n >= -1, "a whole number, -1 or above"),
            SessionThreads.CALLER));
  }
}
