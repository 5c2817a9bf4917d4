package io.millrace.models.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a model is to be trained.
 *
 * @param reason one sentence for the person who asks why
 * @param figures what was measured, by name
 * @param eventTime the end of the window that raised the alarm, in event time; null if the cause
 *     does not lie in the data
 */
public record Cause(
    TriggerKind trigger, String reason, Map<String, Double> figures, @Nullable Instant eventTime) {

  public Cause {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
