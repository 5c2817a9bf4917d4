package io.millrace.models.training.rows;

import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Chunks as bytes: their arrays one behind the other, in the order of the machine. */
final class ChunkBytes {
  private ChunkBytes() {}

  static ByteBuffer of(RowChunk chunk) {
    EncodedRows rows = chunk.rows();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(chunk.bytes() + Integer.BYTES))
            .order(ByteOrder.nativeOrder());
    bytes.putInt(chunk.count());
    put(bytes, rows.numbers());
    put(bytes, rows.ids(), rows.ids().length);
    put(bytes, chunk.labels());
    put(bytes, chunk.weights());
    for (EncodedRows.Bag bag : rows.bags()) {
      put(bytes, bag.splits(), rows.count() + 1);
      put(bytes, bag.ids(), bag.splits()[rows.count()]);
      float[] weights = bag.weights();
      if (weights != null) {
        put(bytes, weights);
      }
    }
    return bytes.flip();
  }

  static RowChunk read(ByteBuffer bytes, EncodedLayout layout) {
    int count = bytes.getInt();
    float[] numbers = floats(bytes, count * layout.numbers());
    int[] ids = ints(bytes, count * layout.slots().size());
    float[] labels = floats(bytes, count);
    float[] weights = floats(bytes, count);
    List<EncodedRows.Bag> bags = new ArrayList<>();
    for (EncodedLayout.BagSlot slot : layout.bags()) {
      int[] splits = ints(bytes, count + 1);
      int[] bagIds = ints(bytes, splits[count]);
      bags.add(
          new EncodedRows.Bag(
              splits, bagIds, slot.weighted() ? floats(bytes, splits[count]) : null));
    }
    return new RowChunk(new EncodedRows(count, numbers, ids, bags), labels, weights);
  }

  private static void put(ByteBuffer bytes, float[] values) {
    bytes.asFloatBuffer().put(values);
    bytes.position(bytes.position() + values.length * Float.BYTES);
  }

  private static void put(ByteBuffer bytes, int[] values, int count) {
    bytes.asIntBuffer().put(values, 0, count);
    bytes.position(bytes.position() + count * Integer.BYTES);
  }

  private static float[] floats(ByteBuffer bytes, int count) {
    float[] values = new float[count];
    bytes.asFloatBuffer().get(values);
    bytes.position(bytes.position() + count * Float.BYTES);
    return values;
  }

  private static int[] ints(ByteBuffer bytes, int count) {
    int[] values = new int[count];
    bytes.asIntBuffer().get(values);
    bytes.position(bytes.position() + count * Integer.BYTES);
    return values;
  }
}
