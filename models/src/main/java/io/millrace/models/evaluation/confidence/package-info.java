/**
 * How sure a figure is.
 *
 * <p>Reads from: the keys of rows, and figures taken of resamples of the rows. Writes to: {@link
 * io.millrace.models.evaluation}, whose states are kept by resample, and its gates.
 *
 * <p>In data-flow order: {@link io.millrace.models.evaluation.confidence.Confidence} says by which
 * {@link io.millrace.models.evaluation.confidence.Resampling}; {@link
 * io.millrace.models.evaluation.confidence.PoissonWeights} draws samples; an {@link
 * io.millrace.models.evaluation.confidence.Estimate} is a figure with what it was in each resample,
 * and gives an {@link io.millrace.models.evaluation.confidence.Interval} by quantiles of {@link
 * io.millrace.models.evaluation.confidence.StudentT}. Resamples go by record ids alone: figures of
 * two models on the same rows are paired, and parts of the rows summed up anywhere can be merged.
 */
@NullMarked
package io.millrace.models.evaluation.confidence;

import org.jspecify.annotations.NullMarked;
