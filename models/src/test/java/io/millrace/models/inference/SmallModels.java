package io.millrace.models.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Models made by hand, and batches to call them with. */
final class SmallModels {

  private SmallModels() {}

  /** y = factor * x, with the factor in a variable. */
  static Path scaling(Path directory, float factor) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> x = input(tf, TFloat32.class, Shape.of(-1));
          Variable<TFloat32> variable = tf.variable(tf.constant(factor));
          return signature().input("x", x).output("y", tf.math.mul(x, variable)).build();
        });
  }

  /** The number that a text says; fails on what is not a number, and takes the empty one as 0. */
  static Path parsing(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TString> text = input(tf, TString.class, Shape.of(-1));
          var zero = tf.fill(tf.shape(text), tf.constant("0"));
          var number =
              tf.strings.toNumber(tf.select(tf.math.equal(text, tf.constant("")), zero, text));
          return signature().input("text", text).output("number", number).build();
        });
  }

  /** Gives back inputs of every type, beside a sum along event times and pairs of floats. */
  static Path echo(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> f32 = input(tf, TFloat32.class, Shape.of(-1, 1));
          Placeholder<TFloat64> f64 = input(tf, TFloat64.class, Shape.of(-1));
          Placeholder<TInt32> i32 = input(tf, TInt32.class, Shape.of(-1));
          Placeholder<TInt64> i64 = input(tf, TInt64.class, Shape.of(-1));
          Placeholder<TString> text = input(tf, TString.class, Shape.of(-1));
          Placeholder<TInt64> time = input(tf, TInt64.class, Shape.of(-1));
          return signature()
              .input("f32", f32)
              .input("f64", f64)
              .input("i32", i32)
              .input("i64", i64)
              .input("text", text)
              .input("event_time", time)
              .output("f32_out", tf.identity(f32))
              .output("f64_out", tf.identity(f64))
              .output("i32_out", tf.identity(i32))
              .output("i64_out", tf.identity(i64))
              .output("text_out", tf.identity(text))
              .output("time_out", tf.identity(time))
              .output("pair", tf.concat(List.of(f32, tf.math.neg(f32)), tf.constant(1)))
              .build();
        });
  }

  /** A sum over all rows: not a prediction a row. */
  static Path summing(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> x = input(tf, TFloat32.class, Shape.of(-1));
          return signature().input("x", x).output("y", tf.sum(x, tf.constant(0))).build();
        });
  }

  /** Takes three values a row, which no column gives. */
  static Path wide(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> x = input(tf, TFloat32.class, Shape.of(-1, 3));
          return signature().input("x", x).output("y", tf.sum(x, tf.constant(1))).build();
        });
  }

  private static Path export(Path directory, Function<Ops, Signature> model) throws IOException {
    try (Graph graph = new Graph()) {
      Signature signature = model.apply(Ops.create(graph));
      try (Session session = new Session(graph)) {
        session.initialize();
        SavedModelBundle.exporter(directory.toString())
            .withSession(session)
            .withSignature(signature)
            .export();
      }
    }
    return directory;
  }

  private static Signature.Builder signature() {
    return Signature.builder().key(ModelSignature.DEFAULT);
  }

  private static <T extends TType> Placeholder<T> input(Ops tf, Class<T> type, Shape shape) {
    return tf.placeholder(type, Placeholder.shape(shape));
  }

  /** A batch with one FLOAT column; NaN stands for itself. */
  static ColumnBatch floats(String column, double... values) {
    ColumnBatchBuilder rows =
        new ColumnBatchBuilder(Layout.of(new Layout.Field(column, ValueType.FLOAT)), false);
    for (double value : values) {
      rows.append(0, value);
      end(rows);
    }
    return rows.build();
  }

  /** A batch with one STRING column; null is missing. */
  static ColumnBatch strings(String column, @Nullable String... values) {
    ColumnBatchBuilder rows =
        new ColumnBatchBuilder(Layout.of(new Layout.Field(column, ValueType.STRING)), false);
    for (String value : values) {
      if (value != null) {
        rows.append(0, value.getBytes(StandardCharsets.UTF_8));
      }
      end(rows);
    }
    return rows.build();
  }

  static void end(ColumnBatchBuilder rows) {
    byte[] id = {(byte) rows.rows()};
    rows.endRow(id, 1_000L + rows.rows(), new SourcePosition("test", -1, rows.rows()), id);
  }
}
