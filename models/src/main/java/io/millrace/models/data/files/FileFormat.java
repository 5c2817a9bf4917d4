package io.millrace.models.data.files;

/** The formats of files that data sets come in. */
public enum FileFormat {
  CSV,
  TFRECORD,
  AVRO,
  PARQUET,
  JSON
}
