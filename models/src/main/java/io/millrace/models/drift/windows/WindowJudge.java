package io.millrace.models.drift.windows;

import io.millrace.models.drift.DatasetRule;
import io.millrace.models.drift.FeatureAlarms;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.FeatureVerdict;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.ReferenceCounts;
import io.millrace.models.drift.SlicedCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges windows against a reference, one after the other. */
public final class WindowJudge {
  private final ReferenceCounts reference;
  private final FeatureDriftTest test;
  private final @Nullable FeatureDriftTest details;
  private final DatasetRule rule;
  private final FeatureAlarms alarms;

  /**
   * @param details what is measured besides, for information; null for nothing
   */
  public WindowJudge(
      ReferenceCounts reference,
      FeatureDriftTest test,
      @Nullable FeatureDriftTest details,
      DatasetRule rule,
      FeatureAlarms alarms) {
    this.reference = reference;
    this.test = test;
    this.details = details;
    this.rule = rule;
    this.alarms = alarms;
  }

  /**
   * The verdict on the next window. Slices that the reference does not have are left out.
   *
   * @param start of the window, in milliseconds since the epoch
   * @param length of the window; longer than any season if the rows have no times
   */
  public WindowVerdict judge(String name, long start, Duration length, SlicedCounts window) {
    List<FeatureVerdict> verdicts = new ArrayList<>();
    List<FeatureVerdict> more = new ArrayList<>();
    for (Map.Entry<String, GridCounts> slice : window.slices().entrySet()) {
      GridCounts with = reference.of(slice.getKey(), start, length, test.minimumRows());
      if (with != null) {
        verdicts.addAll(test.judge(slice.getKey(), with, slice.getValue()));
        if (details != null) {
          more.addAll(details.judge(slice.getKey(), with, slice.getValue()));
        }
      }
    }
    return new WindowVerdict(
        name, window.all().rows(), verdicts, more, rule.judge(verdicts), alarms.observe(verdicts));
  }
}
