/**
 * How well a model does while its labels are not there yet, estimated from what a labelled
 * reference taught.
 *
 * <p>Reads from: scores or features with predictions. Writes to: reports and the retraining policy,
 * as {@link io.millrace.models.drift.performance.Estimate}s that say what they cannot see.
 *
 * <p>In data-flow order: a {@link io.millrace.models.drift.performance.QualityEstimator} sums up
 * rows as {@link io.millrace.models.drift.performance.BinnedSums} and makes estimates of them;
 * there are two. {@link io.millrace.models.drift.performance.IsotonicCalibration} makes
 * probabilities of scores, if {@link io.millrace.models.drift.performance.CalibrationError}
 * improves by it; {@link io.millrace.models.drift.performance.ConfidenceBasedEstimator} (CBPE)
 * makes the expected metrics of a classifier of them; {@link
 * io.millrace.models.drift.performance.DirectLossEstimator} (DLE) predicts the {@link
 * io.millrace.models.drift.performance.RowLoss} of a regression with the trees of {@code trees};
 * {@link io.millrace.models.drift.performance.ReferenceBand} says from the reference's chunks what
 * is usual.
 */
@NullMarked
package io.millrace.models.drift.performance;

import org.jspecify.annotations.NullMarked;
