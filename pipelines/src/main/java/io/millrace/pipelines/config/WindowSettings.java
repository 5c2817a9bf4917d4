package io.millrace.pipelines.config;

import java.time.Duration;

/**
 * The fixed event-time windows in which records are measured, judged and stored.
 *
 * @param size in whole seconds, for their names are
 */
public record WindowSettings(Duration size, Duration allowedLateness) {

  static WindowSettings read(Section windows) {
    return new WindowSettings(
        windows.required("size", Kind.WHOLE_SECONDS),
        windows.optional("allowed_lateness", Kind.DURATION, Duration.ZERO));
  }
}
