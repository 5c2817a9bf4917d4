package io.millrace.transforms.ingest;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Turns Beam's rows, and whatever has a schema and was converted to rows, into column batches.
 *
 * <p>Input: rows in the global window, bounded or not, at their event times. Output: batches in the
 * global window, of rows of one bundle without record ids. A bundle that is tried again gives its
 * batches again, as Beam has it.
 *
 * <p>Integers of all sizes, booleans (0 or 1) and date-times (milliseconds since the epoch) become
 * INT; floats, doubles and decimals FLOAT; strings, bytes and enumerations STRING; arrays and
 * iterables lists, of lists if they hold arrays; rows STRUCTs, and maps STRUCTs of {@code key} and
 * {@code value}. A logical type is read as the type it is based on. A null in an array is left out.
 */
public final class BatchRows extends PTransform<PCollection<Row>, PCollection<ColumnBatch>> {

  private BatchRows() {}

  public static BatchRows create() {
    return new BatchRows();
  }

  @Override
  public PCollection<ColumnBatch> expand(PCollection<Row> rows) {
    Schema schema = rows.getSchema();
    return rows.apply("Batch", new FillBatches<Row>(() -> new RowFiller(schema)))
        .get(DecodeRecords.BATCHES);
  }

  private static final class RowFiller implements FillBatches.Filler<Row> {
    private final List<Schema.Field> fields;
    private final RowStep[] steps;
    private ColumnBatchBuilder batch = new ColumnBatchBuilder(Layout.of(), false);

    RowFiller(Schema schema) {
      fields = schema.getFields();
      steps = new RowStep[fields.size()];
      begin();
    }

    private void begin() {
      batch = new ColumnBatchBuilder(Layout.of(), false);
      for (int i = 0; i < steps.length; i++) {
        Schema.Field field = fields.get(i);
        ColumnBuilder column = RowStep.column(field.getType());
        batch.add(field.getName(), column);
        steps[i] = RowStep.of(field.getType(), column);
      }
    }

    @Override
    public int rows() {
      return batch.rows();
    }

    @Override
    public boolean add(Row row, long eventTime, long number) {
      for (int i = 0; i < steps.length; i++) {
        @Nullable Object value = row.getValue(i);
        if (value != null) {
          steps[i].append(value);
        }
      }
      SourcePosition position = new SourcePosition(FillBatches.ORIGIN, -1, number);
      batch.endRow(null, eventTime, position, new byte[0]);
      return true;
    }

    @Override
    public ColumnBatch take() {
      ColumnBatch taken = batch.build();
      begin();
      return taken;
    }

    @Override
    public byte[] original(Row row) {
      return new byte[0];
    }
  }
}
