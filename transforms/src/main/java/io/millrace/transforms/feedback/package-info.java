/**
 * Labels come back: predictions find the truth, examples are kept, quality is measured.
 *
 * <p>Reads from: {@link io.millrace.transforms.inference} and the labels' source. Writes to: the
 * example store, which training reads, and {@link io.millrace.transforms.drift}.
 *
 * <p>In data-flow order: predicted rows and labels come as {@link
 * io.millrace.transforms.feedback.Feedback} ({@link io.millrace.transforms.feedback.FeedbackOf}
 * makes it), {@link io.millrace.transforms.feedback.JoinLabels} makes {@link
 * io.millrace.transforms.feedback.LabelledExample}s of them, tells what stayed {@link
 * io.millrace.transforms.feedback.Unjoined}, and each record's {@link
 * io.millrace.transforms.feedback.LabelFate}, which {@link
 * io.millrace.transforms.feedback.MeasureCoverage} counts as {@link
 * io.millrace.transforms.feedback.LabelCoverage}. {@link
 * io.millrace.transforms.feedback.StoreExamples} writes examples to the {@link
 * io.millrace.transforms.feedback.ExampleStore} and gives the {@link
 * io.millrace.transforms.feedback.Quality} of each window, by version and slice.
 *
 * <p>Within the join: {@code ShardFn} gathers feedback by shard of the ids, {@code JoinLabelsFn}
 * keeps each shard's {@code OpenRecord}s until their {@code Horizon} ends, and {@code LabelJoin}
 * decides what becomes of one of them.
 */
@NullMarked
package io.millrace.transforms.feedback;

import org.jspecify.annotations.NullMarked;
