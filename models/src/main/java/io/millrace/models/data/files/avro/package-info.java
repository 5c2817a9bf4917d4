/**
 * Avro object container files, as batches.
 *
 * <p>Reads from: local files. Writes to: {@link io.millrace.models.data.files.RowBatch}.
 *
 * <p>In data-flow order: {@code AvroFormat} opens files; {@code AvroContainer} knows their blocks;
 * {@code AvroShape} says what columns a schema becomes, and {@code AvroStep}s (for plain values,
 * {@code ScalarStep}) put values there from {@code AvroBytes}; {@code AvroReader} does so record by
 * record.
 */
@NullMarked
package io.millrace.models.data.files.avro;

import org.jspecify.annotations.NullMarked;
