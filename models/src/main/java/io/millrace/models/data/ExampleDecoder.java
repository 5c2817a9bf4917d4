package io.millrace.models.data;

import io.millrace.models.data.FeatureTable.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads serialized {@code tf.Example} and {@code tf.SequenceExample} records straight from the wire
 * format into columns, without message objects. Not thread-safe.
 *
 * <p>Columns turn up with the records: one for each feature that a batch's records have, INT, FLOAT
 * or STRING by its kind. A feature without a kind is missing (and a STRING column if it never has
 * one), a kind with no values an empty list. The feature lists of a sequence example are the
 * children, lists of lists, of the STRUCT column {@value #SEQUENCE}, as in TFDV. Of a feature that
 * a record has twice, the last one counts, as protobuf has it.
 *
 * <p>A feature may change its kind from one record to the next. A column has one type, so the batch
 * ends before such a record ({@link #add} is then false) and the next one has the other type.
 */
public final class ExampleDecoder {
  /** The column of a sequence example's feature lists. */
  public static final String SEQUENCE = "##SEQUENCE##";

  // A field's number, and 2 for "length-delimited".
  private static final int FIELD_1 = 1 << 3 | 2;
  private static final int FIELD_2 = 2 << 3 | 2;
  private static final int FIELD_3 = 3 << 3 | 2;

  private final @Nullable Set<String> wanted;
  private final int expectedRows;
  private final WireBytes in = new WireBytes();
  private final @Nullable ValueBuilder originals;
  private FeatureTable context;
  private FeatureTable sequences;
  private StructBuilder sequence = new StructBuilder();
  private int sequenceColumns;
  private boolean sequenceInRow;
  private boolean conflict;
  private String conflicting = "";
  private long[] eventTimes = new long[16];
  private long[] offsets = new long[16];
  private int rows;

  /**
   * A decoder without rows.
   *
   * @param wanted the columns to read; null for all
   * @param expectedRows about how many rows a batch will have
   * @param keepOriginals whether batches carry the records' bytes
   */
  public ExampleDecoder(@Nullable Set<String> wanted, int expectedRows, boolean keepOriginals) {
    this.wanted = wanted;
    this.expectedRows = expectedRows;
    this.originals = keepOriginals ? new ValueBuilder(ValueType.STRING) : null;
    this.context = new FeatureTable(wanted, false, expectedRows);
    this.sequences = new FeatureTable(null, true, expectedRows);
  }

  /** The rows since the last batch was taken. */
  public int rows() {
    return rows;
  }

  /**
   * Adds the record in {@code bytes[from]} to {@code bytes[to]} as a row.
   *
   * @param offset where the record stands in its source
   * @return false if a feature of it is of another kind than in the rows so far: {@link #take} the
   *     batch, and add it again
   * @throws UndecodableException if the bytes are no example; no row is added then
   */
  public boolean add(byte[] bytes, int from, int to, long eventTime, long offset)
      throws UndecodableException {
    in.begin(bytes, from);
    conflict = false;
    try {
      message(to);
    } catch (UndecodableException e) {
      discardRow();
      throw e;
    }
    if (conflict) {
      discardRow();
      if (rows == 0) {
        throw new UndecodableException(
            "feature list " + conflicting + ": values of two kinds (expected: one)");
      }
      return false;
    }
    endRow(bytes, from, to, eventTime, offset);
    return true;
  }

  private void message(int end) throws UndecodableException {
    while (in.at() < end && !conflict) {
      int tag = (int) in.varint(end);
      if (tag == FIELD_1) {
        features(in.end(end));
      } else if (tag == FIELD_2 && isWanted(SEQUENCE)) {
        sequenceInRow = true;
        featureLists(in.end(end));
      } else {
        in.skip(tag, end);
      }
    }
  }

  private boolean isWanted(String column) {
    return wanted == null || wanted.contains(column);
  }

  private void features(int end) throws UndecodableException {
    while (in.at() < end && !conflict) {
      int tag = (int) in.varint(end);
      if (tag != FIELD_1) {
        in.skip(tag, end);
        continue;
      }
      int entryEnd = in.end(end);
      Feature feature = entry(context, entryEnd, rows);
      int valueEnd = in.at() < entryEnd ? value(entryEnd) : entryEnd;
      if (!feature.skipped) {
        if (feature.name.equals(SEQUENCE)) {
          throw new UndecodableException(
              "feature " + SEQUENCE + " (expected: another name, as feature lists have this)");
        }
        if (feature.seenInRow) {
          feature.values.discardRow();
        }
        feature.seenInRow = true;
        feature(feature, valueEnd);
      }
      in.to(entryEnd);
    }
  }

  /** Reads the key of a map's entry and goes to its value. */
  private Feature entry(FeatureTable table, int end, int missed) throws UndecodableException {
    int start = in.at();
    int keyStart = start;
    int keyEnd = start;
    int value = end;
    while (in.at() < end) {
      int before = in.at();
      int tag = (int) in.varint(end);
      if (tag == FIELD_1) {
        keyEnd = in.end(end);
        keyStart = in.at();
        in.to(keyEnd);
        if (value == end && keyEnd < end && in.bytes()[keyEnd] == FIELD_2) {
          // The usual order: what follows the key is the value, and that is all.
          value = keyEnd;
          in.to(end);
        }
      } else {
        value = tag == FIELD_2 ? before : value;
        in.skip(tag, end);
      }
    }
    in.to(value);
    return table.find(in.bytes(), keyStart, keyEnd, missed);
  }

  private int value(int end) throws UndecodableException {
    in.varint(end);
    return in.end(end);
  }

  private void feature(Feature feature, int end) throws UndecodableException {
    while (in.at() < end) {
      int tag = (int) in.varint(end);
      switch (tag) {
        case FIELD_1 -> kind(feature, ValueType.STRING, end);
        case FIELD_2 -> kind(feature, ValueType.FLOAT, end);
        case FIELD_3 -> kind(feature, ValueType.INT, end);
        default -> in.skip(tag, end);
      }
      if (conflict) {
        return;
      }
    }
  }

  private void kind(Feature feature, ValueType type, int end) throws UndecodableException {
    int listEnd = in.end(end);
    if (feature.values.type() != type) {
      feature.values.discardRow();
      if (!feature.values.isAllMissing()) {
        conflict = true;
        conflicting = feature.name;
        return;
      }
      feature.retype(type);
    }
    ValueBuilder values = feature.values;
    switch (type) {
      case INT -> KindLists.ints(in, listEnd, values);
      case FLOAT -> KindLists.floats(in, listEnd, values);
      default -> KindLists.strings(in, listEnd, values);
    }
    if (values.valuesInRow() == 0) {
      values.presentEmpty();
    }
  }

  private void featureLists(int end) throws UndecodableException {
    while (in.at() < end && !conflict) {
      int tag = (int) in.varint(end);
      if (tag != FIELD_1) {
        in.skip(tag, end);
        continue;
      }
      int entryEnd = in.end(end);
      Feature feature = entry(sequences, entryEnd, 0);
      int valueEnd = in.at() < entryEnd ? value(entryEnd) : entryEnd;
      featureList(feature, valueEnd);
      in.to(entryEnd);
    }
  }

  private void featureList(Feature feature, int end) throws UndecodableException {
    ListBuilder lists = feature.lists;
    if (lists == null) {
      throw new AssertionError(feature.name);
    }
    while (sequenceColumns < sequences.features().size()) {
      Feature added = sequences.features().get(sequenceColumns++);
      sequence.add(added.name, added.column());
    }
    lists.discardRow();
    lists.presentEmpty();
    while (in.at() < end && !conflict) {
      int tag = (int) in.varint(end);
      if (tag != FIELD_1) {
        in.skip(tag, end);
        continue;
      }
      feature(feature, in.end(end));
      feature.values.endRow();
    }
  }

  private void endRow(byte[] bytes, int from, int to, long eventTime, long offset) {
    List<Feature> features = context.features();
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      if (!feature.skipped) {
        feature.values.endRow();
        feature.seen |= feature.seenInRow;
        feature.seenInRow = false;
      }
    }
    if (sequenceInRow) {
      sequence.endStruct();
      sequenceInRow = false;
    }
    sequence.endRow();
    if (originals != null) {
      originals.append(bytes, from, to - from);
      originals.endRow();
    }
    if (rows == eventTimes.length) {
      eventTimes = Arrays.copyOf(eventTimes, rows * 2);
      offsets = Arrays.copyOf(offsets, rows * 2);
    }
    eventTimes[rows] = eventTime;
    offsets[rows++] = offset;
  }

  private void discardRow() {
    for (Feature feature : context.features()) {
      feature.values.discardRow();
      feature.seenInRow = false;
    }
    sequence.discardRow();
    sequenceInRow = false;
  }

  /** The batch of the rows so far, from this origin; the decoder starts over. */
  public ColumnBatch take(String origin) {
    List<Layout.Field> fields = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    boolean anyUnseen = false;
    for (Feature feature : context.features()) {
      Column column = feature.values.build();
      if (feature.seen) {
        fields.add(new Layout.Field(feature.name, column.type()));
        columns.add(column);
      }
      anyUnseen |= !feature.seen && !feature.skipped;
      feature.seen = false;
    }
    if (!sequence.isAllMissing()) {
      fields.add(new Layout.Field(SEQUENCE, ValueType.STRUCT));
      columns.add(sequence.build());
    }
    int[] partitions = new int[rows];
    Arrays.fill(partitions, -1);
    ColumnBatch batch =
        new ColumnBatch(
            new Layout(fields),
            columns,
            Arrays.copyOf(eventTimes, rows),
            null,
            new SourcePositions(origin, partitions, Arrays.copyOf(offsets, rows)),
            originals == null ? null : (BytesColumn) originals.build());
    if (anyUnseen) {
      context = new FeatureTable(wanted, false, expectedRows);
    }
    sequences = new FeatureTable(null, true, expectedRows);
    sequence = new StructBuilder();
    sequenceColumns = 0;
    rows = 0;
    return batch;
  }
}
