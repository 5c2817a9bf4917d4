/**
 * The stages that all pipelines are made of, wired to the configuration.
 *
 * <p>{@link io.millrace.pipelines.stages.Stages} has a method a stage, in data-flow order; inside,
 * {@code RecordStages}, {@code ServingStages}, {@code FeedbackStages} and {@code DriftStages} apply
 * the transforms, on the {@code Wiring} that they share. {@link
 * io.millrace.pipelines.stages.StoreLayout} says where they write; {@link
 * io.millrace.pipelines.stages.Baseline} is what they compare with, for skew by {@link
 * io.millrace.pipelines.stages.HistoryStatistics}; {@link
 * io.millrace.pipelines.stages.StoredReferences} is what drift is measured against and quality is
 * estimated by, {@link io.millrace.pipelines.stages.Comparison} which output is judged by which
 * error, {@link io.millrace.pipelines.stages.Monitoring} how alarms are raised.
 *
 * <p>To add a stage: a method in the class of its subject, and in {@code Stages}. The names of its
 * steps stay as they are: a running pipeline's state is found by them.
 */
@NullMarked
package io.millrace.pipelines.stages;

import org.jspecify.annotations.NullMarked;
