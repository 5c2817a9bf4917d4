package io.millrace.models.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.io.ParseExample;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Models made by hand, and batches to call them with. */
public final class SmallModels {

  private SmallModels() {}

  /** y = factor * x, with the factor in a variable. */
  public static Path scaling(Path directory, float factor) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> x = input(tf, TFloat32.class, Shape.of(-1));
          Variable<TFloat32> variable = tf.variable(tf.constant(factor));
          return signature().input("x", x).output("y", tf.math.mul(x, variable)).build();
        });
  }

  /** The number that a text says; fails on what is not a number, and takes the empty one as 0. */
  public static Path parsing(Path directory) throws IOException {
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
  public static Path echo(Path directory) throws IOException {
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
  public static Path summing(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> x = input(tf, TFloat32.class, Shape.of(-1));
          return signature().input("x", x).output("y", tf.sum(x, tf.constant(0))).build();
        });
  }

  /** A call of it takes more memory than there is. */
  static Path boundless(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> x = input(tf, TFloat32.class, Shape.of(-1));
          var petabyte = tf.constant(new long[] {1L << 48});
          var dims = tf.concat(List.of(tf.shape(x, TInt64.class), petabyte), tf.constant(0));
          var huge = tf.fill(dims, tf.constant(1f));
          return signature().input("x", x).output("y", tf.sum(huge, tf.constant(1))).build();
        });
  }

  /** The sum of three values a row. */
  public static Path wide(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> x = input(tf, TFloat32.class, Shape.of(-1, 3));
          return signature().input("x", x).output("y", tf.sum(x, tf.constant(1))).build();
        });
  }

  /** The sum of however many values a row has, and those values doubled. */
  public static Path ragged(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> x = input(tf, TFloat32.class, Shape.of(-1, -1));
          return signature()
              .input("x", x)
              .output("sum", tf.sum(x, tf.constant(1)))
              .output("doubled", tf.math.add(x, x))
              .build();
        });
  }

  /** Takes lists as values and row splits: sums of numbers, and how many letters texts have. */
  public static Path segments(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> numbers = input(tf, TFloat32.class, Shape.of(-1));
          Placeholder<TInt64> splits = input(tf, TInt64.class, Shape.of(-1));
          Placeholder<TString> texts = input(tf, TString.class, Shape.of(-1));
          Placeholder<TInt64> textSplits = input(tf, TInt64.class, Shape.of(-1));
          Operand<TFloat32> lengths =
              tf.dtypes.cast(tf.strings.stringLength(texts), TFloat32.class);
          return signature()
              .input("x/values", numbers)
              .input("x/row_splits", splits)
              .input("tags/values", texts)
              .input("tags/row_splits", textSplits)
              .output("sum", segmentSums(tf, numbers, splits))
              .output("letters", segmentSums(tf, lengths, textSplits))
              .build();
        });
  }

  private static Operand<TFloat32> segmentSums(
      Ops tf, Operand<TFloat32> values, Operand<TInt64> splits) {
    // The sum of a segment is that of all values before its end less those before its beginning.
    Operand<TFloat32> before =
        tf.concat(
            List.of(tf.constant(new float[1]), tf.math.cumsum(values, tf.constant(0))),
            tf.constant(0));
    Operand<TFloat32> ends = tf.gather(before, splits, tf.constant(0));
    Operand<TInt32> rows = tf.math.sub(tf.size(splits), tf.constant(1));
    Operand<TInt32> count = tf.expandDims(rows, tf.constant(0));
    return tf.math.sub(
        tf.slice(ends, tf.constant(new int[] {1}), count),
        tf.slice(ends, tf.constant(new int[] {0}), count));
  }

  /** Takes a matrix of two by two a row and gives it back, transposed, and its first row. */
  public static Path matrices(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TInt64> m = input(tf, TInt64.class, Shape.of(-1, 2, 2));
          return signature()
              .input("m", m)
              .output("transposed", tf.linalg.transpose(m, tf.constant(new int[] {0, 2, 1})))
              .output("sums", tf.sum(m, tf.constant(2)))
              .build();
        });
  }

  /** Gives back inputs of the rarer types. */
  public static Path rareTypes(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat16> f16 = input(tf, TFloat16.class, Shape.of(-1));
          Placeholder<TBfloat16> b16 = input(tf, TBfloat16.class, Shape.of(-1));
          Placeholder<TUint8> u8 = input(tf, TUint8.class, Shape.of(-1));
          Placeholder<TUint16> u16 = input(tf, TUint16.class, Shape.of(-1));
          Placeholder<TBool> flag = input(tf, TBool.class, Shape.of(-1));
          return signature()
              .input("f16", f16)
              .input("b16", b16)
              .input("u8", u8)
              .input("u16", u16)
              .input("flag", flag)
              .output("f16_out", tf.identity(f16))
              .output("b16_out", tf.identity(b16))
              .output("u8_out", tf.identity(u8))
              .output("u16_out", tf.identity(u16))
              .output("not_flag", tf.math.logicalNot(flag))
              .build();
        });
  }

  /** y = x * factor, the factor being an input without dimensions. */
  public static Path scalarInput(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> x = input(tf, TFloat32.class, Shape.of(-1));
          Placeholder<TFloat32> factor = input(tf, TFloat32.class, Shape.scalar());
          return signature()
              .input("x", x)
              .input("factor", factor)
              .output("y", tf.math.mul(x, factor))
              .build();
        });
  }

  /** y = 2 * x for exactly {@code rows} rows a call. */
  public static Path fixedRows(Path directory, int rows) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> x = input(tf, TFloat32.class, Shape.of(rows));
          return signature().input("x", x).output("y", tf.math.add(x, x)).build();
        });
  }

  /** Counts its calls, and gives the count for every row. */
  public static Path counter(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TFloat32> x = input(tf, TFloat32.class, Shape.of(-1));
          Variable<TFloat32> calls = tf.variable(tf.constant(0f));
          var next = tf.assignAdd(calls, tf.constant(1f));
          return signature()
              .input("x", x)
              .output("calls", tf.math.add(tf.zerosLike(x), next))
              .build();
        });
  }

  /**
   * Parses serialized examples: {@code x}, a pair of floats that every row must have, {@code n}, an
   * integer that is -1 if it is missing, and {@code word}, a string that is empty if it is missing.
   * Gives the sum of the pair, n and the word.
   */
  public static Path examples(Path directory) throws IOException {
    return export(
        directory,
        tf -> {
          Placeholder<TString> serialized = input(tf, TString.class, Shape.of(-1));
          Operand<TString> none = tf.constant(NdArrays.ofObjects(String.class, Shape.of(0)));
          Operand<TString> keys = tf.constant(NdArrays.vectorOfObjects("x", "n", "word"));
          ParseExample parsed =
              tf.io.parseExample(
                  serialized,
                  none,
                  none,
                  keys,
                  none,
                  List.of(tf.constant(new float[0]), tf.constant(-1L), tf.constant("")),
                  0L,
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of(Shape.of(2), Shape.of(), Shape.of()));
          @SuppressWarnings("unchecked")
          Operand<TFloat32> x = (Operand<TFloat32>) parsed.denseValues().get(0);
          return signature()
              .input("examples", serialized)
              .output("sum", tf.sum(x, tf.constant(1)))
              .output("n", parsed.denseValues().get(1))
              .output("word", parsed.denseValues().get(2))
              .build();
        });
  }

  /** Changes what stands in a model's file. */
  public static void edit(Path directory, Consumer<MetaGraphDef.Builder> change)
      throws IOException {
    Path file = directory.resolve(SavedModel.FILE);
    var model = org.tensorflow.proto.SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    change.accept(model.getMetaGraphsBuilder(0));
    Files.write(file, model.build().toByteArray());
  }

  /** Adds a signature to a model, made from its default one. */
  public static void addSignature(
      Path directory, String name, Consumer<SignatureDef.Builder> change) throws IOException {
    edit(
        directory,
        graph -> {
          SignatureDef.Builder signature =
              graph.getSignatureDefOrThrow(ModelSignature.DEFAULT).toBuilder();
          change.accept(signature);
          graph.putSignatureDef(name, signature.build());
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
  public static ColumnBatch floats(String column, double... values) {
    ColumnBatchBuilder rows =
        new ColumnBatchBuilder(Layout.of(new Layout.Field(column, ValueType.FLOAT)), false);
    for (double value : values) {
      rows.append(0, value);
      end(rows);
    }
    return rows.build();
  }

  /** A batch with one FLOAT column; null is missing. */
  public static ColumnBatch floatsOrMissing(String column, @Nullable Double... values) {
    ColumnBatchBuilder rows =
        new ColumnBatchBuilder(Layout.of(new Layout.Field(column, ValueType.FLOAT)), false);
    for (Double value : values) {
      if (value != null) {
        rows.append(0, value.doubleValue());
      }
      end(rows);
    }
    return rows.build();
  }

  /** A batch with one STRING column; null is missing. */
  public static ColumnBatch strings(String column, @Nullable String... values) {
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

  public static void end(ColumnBatchBuilder rows) {
    byte[] id = {(byte) rows.rows()};
    rows.endRow(id, 1_000L + rows.rows(), new SourcePosition("test", -1, rows.rows()), id);
  }
}
