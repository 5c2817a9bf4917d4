/**
 * Parquet files, as batches. Pages are decoded by Parquet's own column readers; the files
 * themselves are read here, so that Hadoop need not be there.
 *
 * <p>Reads from: local files. Writes to: {@link io.millrace.models.data.files.RowBatch}.
 *
 * <p>In data-flow order: {@code ParquetFormat} opens files; {@code ParquetFooter} has their schema,
 * of {@code ParquetNode}s; {@code ParquetShape} says what columns these become; {@code
 * ParquetReader} reads a row group, whose {@code ChunkPages} are decompressed by {@code PageCodec};
 * {@code ParquetStep}s (for plain values, {@code LeafStep}) take values from the {@code Leaves} of
 * a field and put them where they belong; {@code UnfitRows} are left out.
 */
@NullMarked
package io.millrace.models.data.files.parquet;

import org.jspecify.annotations.NullMarked;
