/**
 * What predictions are measured by.
 *
 * <p>Reads from: labels and predictions in arrays. Writes to: {@link
 * io.millrace.models.evaluation}, which sums them up by slice.
 *
 * <p>In data-flow order: {@link io.millrace.models.evaluation.metrics.Evaluated} holds the rows of
 * a {@link io.millrace.models.evaluation.metrics.Task}, with {@link
 * io.millrace.models.evaluation.metrics.RowKeys} of their ids; a {@link
 * io.millrace.models.evaluation.metrics.MetricState} of some {@link
 * io.millrace.models.evaluation.metrics.StateKind} sums them up, and a {@link
 * io.millrace.models.evaluation.metrics.Metric} is a number made of the sums, with a {@link
 * io.millrace.models.evaluation.metrics.Direction}; a {@link
 * io.millrace.models.evaluation.metrics.MetricTable} is several. {@link
 * io.millrace.models.evaluation.metrics.Metrics} finds metrics by name.
 *
 * <ul>
 *   <li>Regression, from {@link io.millrace.models.evaluation.metrics.ErrorTotals}: {@link
 *       io.millrace.models.evaluation.metrics.MeanAbsoluteError}, {@link
 *       io.millrace.models.evaluation.metrics.RootMeanSquaredError}, {@link
 *       io.millrace.models.evaluation.metrics.MeanAbsolutePercentageError}, {@link
 *       io.millrace.models.evaluation.metrics.Bias}, {@link
 *       io.millrace.models.evaluation.metrics.AbsoluteBias}, {@link
 *       io.millrace.models.evaluation.metrics.RSquared}; and {@link
 *       io.millrace.models.evaluation.metrics.QuantileLoss}.
 *   <li>Classes, from {@link io.millrace.models.evaluation.metrics.ConfusionTotals}: {@link
 *       io.millrace.models.evaluation.metrics.Accuracy}; with a {@link
 *       io.millrace.models.evaluation.metrics.Decision} and an {@link
 *       io.millrace.models.evaluation.metrics.Averaging} {@link
 *       io.millrace.models.evaluation.metrics.Precision}, {@link
 *       io.millrace.models.evaluation.metrics.Recall}, {@link
 *       io.millrace.models.evaluation.metrics.F1}; {@link
 *       io.millrace.models.evaluation.metrics.ConfusionMatrix}, {@link
 *       io.millrace.models.evaluation.metrics.OperatingPoints}.
 *   <li>Probabilities: {@link io.millrace.models.evaluation.metrics.LogLoss}, {@link
 *       io.millrace.models.evaluation.metrics.BrierScore}; from {@link
 *       io.millrace.models.evaluation.metrics.RankingTotals} {@link
 *       io.millrace.models.evaluation.metrics.AucRoc} and {@link
 *       io.millrace.models.evaluation.metrics.AucPr}; from {@link
 *       io.millrace.models.evaluation.metrics.CalibrationTotals} {@link
 *       io.millrace.models.evaluation.metrics.CalibrationError} and {@link
 *       io.millrace.models.evaluation.metrics.CalibrationCurve}.
 * </ul>
 *
 * <p>To add a metric: one public record that implements {@code Metric}, with a constructor without
 * arguments, and its line in {@code META-INF/services}. {@code MeanLoss} is for means of a loss of
 * each row (see {@code QuantileLoss}), {@code ErrorMetric}, {@code DecisionMetric} and {@code
 * RankingMetric} for other numbers made of sums that are there. {@code EveryMetricTest} then checks
 * it.
 */
@NullMarked
package io.millrace.models.evaluation.metrics;

import org.jspecify.annotations.NullMarked;
