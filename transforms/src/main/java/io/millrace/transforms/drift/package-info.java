/**
 * Has the world changed?
 *
 * <p>Reads from: {@link io.millrace.transforms.inference} and {@link
 * io.millrace.transforms.feedback}. Writes to: {@link io.millrace.transforms.retraining} and the
 * alarms' sink.
 *
 * <p>In data-flow order: {@link io.millrace.transforms.drift.CountFeatures} gives {@link
 * io.millrace.transforms.drift.VersionCounts} by window; {@link
 * io.millrace.transforms.drift.DetectDrift} compares them, and the quality of the predictions, with
 * the model version's own past from a {@link io.millrace.transforms.drift.ReferenceSource} and
 * gives {@link io.millrace.transforms.drift.MonitoredWindow}s. The tests and the rules of alarms
 * are in {@link io.millrace.models.drift}: a new test is one file there.
 */
@NullMarked
package io.millrace.transforms.drift;

import org.jspecify.annotations.NullMarked;
