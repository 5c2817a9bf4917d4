package io.millrace.models.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one gate said of a challenger.
 *
 * @param gate the gate's name
 * @param figures what was measured and what was asked, by name
 * @param reason one sentence for the person who asks why
 */
public record GateResult(String gate, boolean passed, Map<String, Double> figures, String reason) {

  public GateResult {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
