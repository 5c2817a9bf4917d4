package io.millrace.pipelines.cli;

import io.millrace.models.drift.windows.AlarmSpan;
import io.millrace.models.drift.windows.WindowVerdict;
import java.util.List;
import java.util.Map;

/**
 * What the command drift says, for programs.
 *
 * @param drift whether an alarm was raised, or a data set drifted
 * @param notWatched columns of the reference, and why
 */
record DriftReport(
    boolean drift,
    long referenceRows,
    Map<String, String> notWatched,
    List<AlarmSpan> alarms,
    List<WindowVerdict> windows) {}
