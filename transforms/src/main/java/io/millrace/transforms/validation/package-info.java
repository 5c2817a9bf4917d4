/**
 * Is the data what the schema says?
 *
 * <p>Reads from: {@link io.millrace.transforms.statistics}, {@link io.millrace.transforms.ingest}.
 * Writes to: the anomalies' sink, the dead letters, {@link io.millrace.transforms.inference}. The
 * checks are in {@link io.millrace.models.validation}.
 *
 * <p>{@link io.millrace.transforms.validation.ValidateStatistics} judges windows, by their
 * statistics; {@link io.millrace.transforms.validation.ValidateRecords} judges each record, and
 * tells of those that go on though they break a rule as {@link
 * io.millrace.transforms.validation.InvalidRecord}s.
 */
@NullMarked
package io.millrace.transforms.validation;

import org.jspecify.annotations.NullMarked;
