/**
 * Has the world changed?
 *
 * <p>Reads from: {@link io.millrace.transforms.inference} and {@link
 * io.millrace.transforms.feedback}. Writes to: {@link io.millrace.transforms.retraining} and the
 * alarms' sink.
 *
 * <p>In data-flow order: {@link io.millrace.transforms.drift.CountFeatures} and {@link
 * io.millrace.transforms.drift.CountLabels} give {@link io.millrace.transforms.drift.VersionCounts}
 * by window; {@link io.millrace.transforms.drift.DetectDrift} compares them, the quality of the
 * predictions and the coverage by labels with the model version's own past from a {@link
 * io.millrace.transforms.drift.ReferenceSource}, one window after the other, and gives {@link
 * io.millrace.transforms.drift.MonitoredWindow}s. {@link io.millrace.transforms.drift.WatchSeries}
 * adds those of online detectors, each of a {@link io.millrace.transforms.drift.WatchedSeries} of
 * labelled examples' values. {@link io.millrace.transforms.drift.EstimateQuality} estimates the
 * {@link io.millrace.transforms.drift.EstimatedQuality} of predictions by the estimators of an
 * {@link io.millrace.transforms.drift.EstimatorSource}. By itself stands {@link
 * io.millrace.transforms.drift.DetectChanges}: an online detector for each key of any values, which
 * gives {@link io.millrace.transforms.drift.ChangeSignal}s.
 *
 * <p>The tests, the detectors and the rules of alarms are in {@link io.millrace.models.drift}: a
 * new one is one file there. To watch something else window by window: a kind of observation, and
 * its case in the window judge.
 */
@NullMarked
package io.millrace.transforms.drift;

import org.jspecify.annotations.NullMarked;
