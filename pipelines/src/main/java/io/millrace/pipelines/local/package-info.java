/**
 * Statistics and validation of files in this process, without Beam.
 *
 * <p>Reads from: files that people name, by {@code models.data.files}. Writes to: files beside
 * them, for the command line.
 *
 * <p>In data-flow order: {@link io.millrace.pipelines.local.StatisticsRun} computes statistics of
 * data files, after {@code NamedColumns} looked whether they have what the options name; rows that
 * cannot be read go to a {@link io.millrace.pipelines.local.DeadLetterFile}, the statistics to a
 * {@link io.millrace.pipelines.local.StatisticsOutput}. {@link
 * io.millrace.pipelines.local.RecordRun} validates the records of data files: {@code SplitRecords}
 * sorts those of a split into {@code GoodRecords}, which keep their format, and {@code BadRecords}
 * with the reasons, and {@link io.millrace.pipelines.local.RecordCounts} counts them. {@link
 * io.millrace.pipelines.local.OutputFiles} writes files as a {@link
 * io.millrace.pipelines.local.Draft} that turns up when it is whole, and a {@code NamedOutput}
 * tells which file a disk was full for; {@link io.millrace.pipelines.local.Artifacts} reads
 * statistics, schemas and anomalies; {@link io.millrace.pipelines.local.InputException} says in one
 * line what is wrong with a file.
 *
 * <p>{@link io.millrace.pipelines.local.PredictedRows} reads rows with predictions for the
 * estimates of {@code models.drift.performance}.
 *
 * <p>To copy the records of one more format: one class that implements {@code GoodRecords}.
 */
@NullMarked
package io.millrace.pipelines.local;

import org.jspecify.annotations.NullMarked;
