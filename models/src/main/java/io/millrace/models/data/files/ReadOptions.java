package io.millrace.models.data.files;

import io.millrace.models.data.ValueType;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How files are read. Immutable; every {@code with} gives a copy.
 *
 * @param format the files' format
 * @param csv how CSV files are written; not looked at for other formats
 * @param types declared types of columns that must be there, which are not inferred then; only for
 *     CSV and JSON, as the other formats say theirs
 * @param schemaTypes types of columns that need not be there, as a schema may know more than the
 *     files have; those inside structs go by their path, such as {@code outer.inner}; {@code types}
 *     go first
 * @param columns the columns to read, which must be there; null for all
 * @param schemaColumns columns to read besides {@code columns} that need not be there, as a schema
 *     may know more than the files have
 * @param keys the columns with record id and event time
 * @param sizes how large batches and splits are
 * @param keepOriginals whether batches carry each row's original bytes; not with Parquet, whose
 *     rows have none
 */
public record ReadOptions(
    FileFormat format,
    CsvDialect csv,
    Map<String, ValueType> types,
    Map<String, ValueType> schemaTypes,
    @Nullable Set<String> columns,
    Set<String> schemaColumns,
    KeyColumns keys,
    Sizes sizes,
    boolean keepOriginals)
    implements Serializable {

  /**
   * How large batches and splits are.
   *
   * @param batchRows the most rows of a batch; the default is 1,024
   * @param batchBytes a batch ends early once it took so many bytes of its file; the default is 16
   *     MiB
   * @param splitBytes about how many bytes of a file a split has; the default is 8 MiB, so that
   *     there are enough for every thread
   */
  public record Sizes(int batchRows, int batchBytes, long splitBytes) implements Serializable {
    public Sizes {
      atLeastOne("batch rows", batchRows);
      atLeastOne("batch bytes", batchBytes);
      atLeastOne("split bytes", splitBytes);
    }

    private static void atLeastOne(String name, long value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
      }
    }
  }

  public ReadOptions {
    types = Map.copyOf(types);
    schemaTypes = Map.copyOf(schemaTypes);
    columns = columns == null ? null : Set.copyOf(columns);
    schemaColumns = Set.copyOf(schemaColumns);
    if (keepOriginals && format == FileFormat.PARQUET) {
      throw new IllegalArgumentException(
          "keep originals: true (expected: false for PARQUET, whose rows have no bytes of theirs)");
    }
    if (types.containsValue(ValueType.STRUCT) || schemaTypes.containsValue(ValueType.STRUCT)) {
      throw new IllegalArgumentException(
          "types: " + types + schemaTypes + " (expected: INT, FLOAT or STRING)");
    }
  }

  /** All columns, no keys, default sizes, a header in every CSV file. */
  public static ReadOptions of(FileFormat format) {
    return new ReadOptions(
        format,
        CsvDialect.defaults(),
        Map.of(),
        Map.of(),
        null,
        Set.of(),
        KeyColumns.none(),
        new Sizes(1024, 16 << 20, 8L << 20),
        false);
  }

  public ReadOptions withCsv(CsvDialect changed) {
    return new ReadOptions(
        format, changed, types, schemaTypes, columns, schemaColumns, keys, sizes, keepOriginals);
  }

  public ReadOptions withTypes(Map<String, ValueType> changed) {
    return new ReadOptions(
        format, csv, changed, schemaTypes, columns, schemaColumns, keys, sizes, keepOriginals);
  }

  public ReadOptions withSchemaTypes(Map<String, ValueType> changed) {
    return new ReadOptions(
        format, csv, types, changed, columns, schemaColumns, keys, sizes, keepOriginals);
  }

  public ReadOptions withColumns(@Nullable Set<String> changed) {
    return new ReadOptions(
        format, csv, types, schemaTypes, changed, schemaColumns, keys, sizes, keepOriginals);
  }

  public ReadOptions withSchemaColumns(Set<String> changed) {
    return new ReadOptions(
        format, csv, types, schemaTypes, columns, changed, keys, sizes, keepOriginals);
  }

  public ReadOptions withKeys(KeyColumns changed) {
    return new ReadOptions(
        format, csv, types, schemaTypes, columns, schemaColumns, changed, sizes, keepOriginals);
  }

  public ReadOptions withSizes(Sizes changed) {
    return new ReadOptions(
        format, csv, types, schemaTypes, columns, schemaColumns, keys, changed, keepOriginals);
  }

  public ReadOptions withOriginals(boolean changed) {
    return new ReadOptions(
        format, csv, types, schemaTypes, columns, schemaColumns, keys, sizes, changed);
  }

  /** The columns to read from files: those wanted, and those of the keys; null for all. */
  public @Nullable Set<String> columnsToRead() {
    if (columns == null) {
      return null;
    }
    Set<String> read = new LinkedHashSet<>(columns);
    read.addAll(schemaColumns);
    read.addAll(onlyKeys());
    return read;
  }

  /**
   * The type that a column, or what a path leads to in it, is known to have; null if it is to be
   * inferred.
   */
  public @Nullable ValueType type(String column) {
    ValueType declared = types.get(column);
    return declared == null ? schemaTypes.get(column) : declared;
  }

  /** Whether this is one of {@link #columnsToRead}. */
  public boolean reads(String column) {
    return wants(column) || column.equals(keys.recordId()) || column.equals(keys.eventTime());
  }

  private boolean wants(String column) {
    return columns == null || columns.contains(column) || schemaColumns.contains(column);
  }

  /** The columns that are read only for their keys. */
  Set<String> onlyKeys() {
    Set<String> only = new LinkedHashSet<>();
    add(keys.recordId(), only);
    add(keys.eventTime(), only);
    return only;
  }

  private void add(@Nullable String key, Set<String> only) {
    if (key != null && !wants(key)) {
      only.add(key);
    }
  }
}
