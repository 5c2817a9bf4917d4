package io.millrace.models.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a training run measured at one step.
 *
 * @param step of the training, 0 or more
 * @param at when it was recorded last
 * @param figures by name, such as {@code loss}; NaN and infinite ones as they were
 */
public record StepMetrics(long step, Instant at, Map<String, Double> figures) {

  public StepMetrics {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
