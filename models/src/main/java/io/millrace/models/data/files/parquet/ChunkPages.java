package io.millrace.models.data.files.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** The pages of one column in one row group, of which all bytes are read at once. */
final class ChunkPages implements PageReader {
  private final ColumnMetaData chunk;
  private final byte[] bytes;
  private final Statistics<?> noStatistics;
  private int at;
  private long values;

  ChunkPages(FileChannel channel, ColumnMetaData chunk, PrimitiveType type) throws IOException {
    long start = chunk.getData_page_offset();
    if (chunk.isSetDictionary_page_offset() && chunk.getDictionary_page_offset() > 0) {
      start = Math.min(start, chunk.getDictionary_page_offset());
    }
    this.chunk = chunk;
    this.bytes =
        ParquetFooter.bytes(channel, start, Math.toIntExact(chunk.getTotal_compressed_size()));
    this.noStatistics = Statistics.getBuilderForReading(type).build();
  }

  @Override
  public long getTotalValueCount() {
    return chunk.getNum_values();
  }

  @Override
  public @Nullable DictionaryPage readDictionaryPage() {
    int start = at;
    try {
      PageHeader header = header();
      if (header.getType() != PageType.DICTIONARY_PAGE) {
        at = start;
        return null;
      }
      return new DictionaryPage(
          BytesInput.from(decompress(header)),
          header.getDictionary_page_header().getNum_values(),
          encoding(header.getDictionary_page_header().getEncoding()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable DataPage readPage() {
    try {
      while (values < chunk.getNum_values()) {
        PageHeader header = header();
        switch (header.getType()) {
          case DATA_PAGE -> {
            return v1(header, header.getData_page_header());
          }
          case DATA_PAGE_V2 -> {
            return v2(header, header.getData_page_header_v2());
          }
          default -> at += header.getCompressed_page_size();
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PageHeader header() throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes, at, bytes.length - at);
    PageHeader header = Util.readPageHeader(in);
    at = bytes.length - in.available();
    int size = header.getCompressed_page_size();
    if (size < 0 || size > bytes.length - at || header.getUncompressed_page_size() < 0) {
      throw new IOException(
          "a page of " + size + " bytes, where " + (bytes.length - at) + " are left");
    }
    return header;
  }

  private byte[] decompress(PageHeader header) throws IOException {
    int from = at;
    at += header.getCompressed_page_size();
    return PageCodec.decompress(
        chunk.getCodec(), bytes, from, at, header.getUncompressed_page_size());
  }

  private DataPage v1(PageHeader header, DataPageHeader data) throws IOException {
    values += data.getNum_values();
    return new DataPageV1(
        BytesInput.from(decompress(header)),
        data.getNum_values(),
        header.getUncompressed_page_size(),
        noStatistics,
        encoding(data.getRepetition_level_encoding()),
        encoding(data.getDefinition_level_encoding()),
        encoding(data.getEncoding()));
  }

  private DataPage v2(PageHeader header, DataPageHeaderV2 data) throws IOException {
    values += data.getNum_values();
    int repetitions = data.getRepetition_levels_byte_length();
    int definitions = data.getDefinition_levels_byte_length();
    int levels = repetitions + definitions;
    int end = at + header.getCompressed_page_size();
    int size = header.getUncompressed_page_size() - levels;
    if (repetitions < 0 || definitions < 0 || at + levels > end || size < 0) {
      throw new IOException("a page with levels of " + levels + " bytes");
    }
    byte[] plain =
        !data.isSetIs_compressed() || data.isIs_compressed()
            ? PageCodec.decompress(chunk.getCodec(), bytes, at + levels, end, size)
            : Arrays.copyOfRange(bytes, at + levels, end);
    DataPageV2 page =
        DataPageV2.uncompressed(
            data.getNum_rows(),
            data.getNum_nulls(),
            data.getNum_values(),
            BytesInput.from(bytes, at, repetitions),
            BytesInput.from(bytes, at + repetitions, definitions),
            encoding(data.getEncoding()),
            BytesInput.from(plain),
            noStatistics);
    at = end;
    return page;
  }

  private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
    return Encoding.valueOf(encoding.name());
  }
}
