/**
 * Records become column batches.
 *
 * <p>Reads from: a source's {@link io.millrace.models.data.RawRecord}s. Writes to: {@link
 * io.millrace.transforms.statistics}, {@link io.millrace.transforms.inference}, and the dead
 * letters.
 *
 * <p>A source's records go through {@link io.millrace.transforms.ingest.DecodeRecords}; to add a
 * format, implement {@link io.millrace.models.data.RecordDecoder}. Collections of other pipelines
 * come in through {@link io.millrace.transforms.ingest.BatchRows} and {@link
 * io.millrace.transforms.ingest.BatchExamples}.
 */
@NullMarked
package io.millrace.transforms.ingest;

import org.jspecify.annotations.NullMarked;
