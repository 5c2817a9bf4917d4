package io.millrace.models.drift.windows;

import io.millrace.models.drift.DatasetRule;
import io.millrace.models.drift.FeatureAlarms;
import io.millrace.models.drift.FeatureVerdict;
import java.util.List;

/**
 * What is said of one window.
 *
 * @param window its name: that of its time, or of its file
 * @param rows of the window
 * @param verdicts on features and slices
 * @param details distances that were measured for information, and decide nothing
 * @param dataset the verdict on the window as a whole
 * @param alarms that began, were confirmed or ended
 */
public record WindowVerdict(
    String window,
    long rows,
    List<FeatureVerdict> verdicts,
    List<FeatureVerdict> details,
    DatasetRule.Outcome dataset,
    List<FeatureAlarms.Change> alarms) {}
