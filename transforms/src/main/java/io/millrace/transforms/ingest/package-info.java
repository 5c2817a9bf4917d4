/**
 * Records become column batches.
 *
 * <p>Reads from: a source's {@link io.millrace.models.data.RawRecord}s. Writes to: {@link
 * io.millrace.transforms.statistics}, {@link io.millrace.transforms.inference}, and the dead
 * letters.
 *
 * <p>One transform: {@link io.millrace.transforms.ingest.DecodeRecords}. To add a format, implement
 * {@link io.millrace.models.data.RecordDecoder}.
 */
@NullMarked
package io.millrace.transforms.ingest;

import org.jspecify.annotations.NullMarked;
