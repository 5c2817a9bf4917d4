package io.millrace.models.data.files;

/** The formats of files that data sets come in, and what says where a row stands in its file. */
public enum FileFormat {
  /** Cells in lines; a row stands at its byte in the (decompressed) file. */
  CSV,
  /** Records of {@code tf.Example}; a row stands at its record's byte. */
  TFRECORD,
  /** Avro object container files; a row has a number, from 0. */
  AVRO,
  /** Parquet; a row has a number, from 0. */
  PARQUET,
  /** JSON objects in lines; a row stands at its byte in the (decompressed) file. */
  JSON
}
