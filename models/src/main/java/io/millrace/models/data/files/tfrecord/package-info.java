/**
 * TFRecord files of examples, as batches.
 *
 * <p>Reads from: {@link io.millrace.models.data.files.ByteWindow}. Writes to: {@link
 * io.millrace.models.data.ExampleDecoder}.
 *
 * <p>In data-flow order: {@code TfRecordFormat} opens files; {@code RecordIndex} splits them;
 * {@code TfRecordReader} reads a split's {@code Records}, each in its {@code RecordFrame}. Other
 * rooms keep their messages in such files: {@link
 * io.millrace.models.data.files.tfrecord.TfRecordWriter} writes them, {@link
 * io.millrace.models.data.files.tfrecord.TfRecords} reads them.
 */
@NullMarked
package io.millrace.models.data.files.tfrecord;

import org.jspecify.annotations.NullMarked;
