package io.millrace.pipelines.cli;

import io.millrace.models.drift.multivariate.MultivariateResult;
import io.millrace.models.drift.windows.AlarmSpan;
import io.millrace.models.drift.windows.WindowVerdict;
import java.util.List;
import java.util.Map;

/**
 * What the command drift says, for programs.
 *
 * @param drift whether an alarm was raised, or a data set drifted, or its rows as a whole
 * @param notWatched columns of the reference, and why
 * @param multivariate tests of rows as a whole by window, where they were wanted
 */
record DriftReport(
    boolean drift,
    long referenceRows,
    Map<String, String> notWatched,
    List<AlarmSpan> alarms,
    List<WindowVerdict> windows,
    Map<String, List<MultivariateResult>> multivariate) {}
