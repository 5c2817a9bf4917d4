/**
 * TFRecord files of examples, as batches.
 *
 * <p>Reads from: {@link io.millrace.models.data.files.ByteWindow}. Writes to: {@link
 * io.millrace.models.data.ExampleDecoder}.
 *
 * <p>In data-flow order: {@code TfRecordFormat} opens files; {@code RecordIndex} splits them;
 * {@code TfRecordReader} reads a split's {@code Records}, each in its {@code RecordFrame}.
 */
@NullMarked
package io.millrace.models.data.files.tfrecord;

import org.jspecify.annotations.NullMarked;
