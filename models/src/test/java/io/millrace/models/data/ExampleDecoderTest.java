package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.models.data.files.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FeatureList;
import org.tensorflow.proto.FeatureLists;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;
import org.tensorflow.proto.SequenceExample;

class ExampleDecoderTest {
  private static final Feature ONE =
      Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(1)).build();
  private static final Feature X =
      Feature.newBuilder()
          .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8("x")))
          .build();
  private static final Feature NONE = Feature.getDefaultInstance();

  private static ColumnBatch decode(byte[]... records) throws UndecodableException {
    ExampleDecoder decoder = new ExampleDecoder(null, 4, false);
    for (byte[] record : records) {
      byte[] padded = Arrays.copyOf(record, record.length + 3);
      assertThat(decoder.add(padded, 0, record.length, 0L, 0L)).isTrue();
    }
    return decoder.take("test");
  }

  private static Example example(String name, Feature feature) {
    return Example.newBuilder()
        .setFeatures(Features.newBuilder().putFeature(name, feature))
        .build();
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** An example whose entries of the map are given as bytes. */
  private static byte[] withEntries(byte[]... entries) throws IOException {
    byte[] features =
        message(
            out -> {
              for (byte[] entry : entries) {
                out.writeByteArray(1, entry);
              }
            });
    return message(out -> out.writeByteArray(1, features));
  }

  private static byte[] entry(String key, byte[] value) throws IOException {
    return message(
        out -> {
          out.writeString(1, key);
          out.writeByteArray(2, value);
        });
  }

  @Test
  void aFeatureWithoutAKindIsMissingAndTakesTheKindThatComes() throws Exception {
    ColumnBatch batch = decode(example("a", NONE).toByteArray(), example("a", ONE).toByteArray());
    assertThat(Rows.of(batch)).containsExactly("{}", "{a=1}");
    ColumnBatch never = decode(example("a", NONE).toByteArray());
    assertThat(never.layout()).isEqualTo(Layout.of(new Layout.Field("a", ValueType.STRING)));
    assertThat(never.column(0).isPresent(0)).isFalse();
  }

  @Test
  void aKindWithoutValuesIsAnEmptyList() throws Exception {
    Feature empty = Feature.newBuilder().setFloatList(FloatList.getDefaultInstance()).build();
    assertThat(Rows.of(decode(example("a", empty).toByteArray()))).containsExactly("{a=[]}");
  }

  @Test
  void numbersMayStandUnpacked() throws Exception {
    byte[] ints =
        message(
            out -> {
              out.writeInt64(1, 7);
              out.writeInt64(1, -7);
            });
    byte[] floats = message(out -> out.writeFloat(1, 1.5f));
    byte[] record =
        withEntries(
            entry("i", message(out -> out.writeByteArray(3, ints))),
            entry("f", message(out -> out.writeByteArray(2, floats))));
    assertThat(Example.parseFrom(record).getFeatures().getFeatureOrThrow("i").getInt64List())
        .isEqualTo(Int64List.newBuilder().addValue(7).addValue(-7).build());
    assertThat(Rows.of(decode(record))).containsExactly("{f=1.5, i=[7, -7]}");
  }

  @Test
  void unknownFieldsAndEntriesInAnotherOrderAreRead() throws Exception {
    byte[] reversed =
        message(
            out -> {
              out.writeByteArray(2, ONE.toByteArray());
              out.writeString(1, "a");
              out.writeFixed64(9, 3);
            });
    byte[] record =
        message(
            out -> {
              out.writeFixed32(7, 1);
              out.writeRawBytes(withEntries(reversed, entry("b", X.toByteArray())));
              out.writeInt32(8, 1);
            });
    assertThat(Rows.of(decode(record))).containsExactly("{a=1, b=x}");
  }

  @Test
  void ofAFeatureThatIsThereTwiceTheLastCounts() throws Exception {
    byte[] twice = withEntries(entry("a", ONE.toByteArray()), entry("a", X.toByteArray()));
    assertThat(Example.parseFrom(twice).getFeatures().getFeatureOrThrow("a")).isEqualTo(X);
    assertThat(Rows.of(decode(twice))).containsExactly("{a=x}");
    byte[] twoKinds =
        message(
            out -> {
              out.writeRawBytes(ONE.toByteArray());
              out.writeRawBytes(X.toByteArray());
            });
    assertThat(Feature.parseFrom(twoKinds)).isEqualTo(X);
    assertThat(Rows.of(decode(withEntries(entry("a", twoKinds))))).containsExactly("{a=x}");
  }

  @Test
  void anEntryWithoutAValueIsMissingAndOneWithoutAKeyIsNamedNothing() throws Exception {
    byte[] noValue = message(out -> out.writeString(1, "a"));
    byte[] noKey = message(out -> out.writeByteArray(2, ONE.toByteArray()));
    ColumnBatch batch = decode(withEntries(noValue, noKey));
    assertThat(Rows.of(batch)).containsExactly("{=1}");
    assertThat(batch.layout().indexOf("a")).isZero();
  }

  @Test
  void anotherKindWaitsForTheNextBatch() throws Exception {
    ExampleDecoder decoder = new ExampleDecoder(null, 4, false);
    byte[] one = example("a", ONE).toByteArray();
    byte[] x = example("a", X).toByteArray();
    assertThat(decoder.add(one, 0, one.length, 0L, 0L)).isTrue();
    assertThat(decoder.add(x, 0, x.length, 0L, 1L)).isFalse();
    assertThat(Rows.of(decoder.take("test"))).containsExactly("{a=1}");
    assertThat(decoder.add(x, 0, x.length, 0L, 1L)).isTrue();
    ColumnBatch second = decoder.take("test");
    assertThat(second.positions().offset(0)).isEqualTo(1);
    assertThat(Rows.of(second)).containsExactly("{a=x}");
  }

  @Test
  void columnsOfABatchAreThoseItsRecordsHave() throws Exception {
    ExampleDecoder decoder = new ExampleDecoder(null, 4, false);
    for (String name : new String[] {"a", "b"}) {
      byte[] record = example(name, ONE).toByteArray();
      decoder.add(record, 0, record.length, 0L, 0L);
      assertThat(decoder.take("test").layout())
          .isEqualTo(Layout.of(new Layout.Field(name, ValueType.INT)));
    }
  }

  @Test
  void featureListsAreChildrenOfAStruct() throws Exception {
    SequenceExample full =
        SequenceExample.newBuilder()
            .setContext(Features.newBuilder().putFeature("c", X))
            .setFeatureLists(
                FeatureLists.newBuilder()
                    .putFeatureList(
                        "steps",
                        FeatureList.newBuilder()
                            .addFeature(NONE)
                            .addFeature(
                                Feature.newBuilder()
                                    .setInt64List(Int64List.newBuilder().addValue(1).addValue(2)))
                            .addFeature(
                                Feature.newBuilder().setInt64List(Int64List.getDefaultInstance()))
                            .build())
                    .putFeatureList("none", FeatureList.getDefaultInstance()))
            .build();
    SequenceExample contextOnly =
        SequenceExample.newBuilder().setContext(Features.newBuilder().putFeature("c", X)).build();
    SequenceExample other =
        SequenceExample.newBuilder()
            .setFeatureLists(
                FeatureLists.newBuilder()
                    .putFeatureList("more", FeatureList.newBuilder().addFeature(ONE).build()))
            .build();
    ColumnBatch batch = decode(full.toByteArray(), contextOnly.toByteArray(), other.toByteArray());
    assertThat(Rows.of(batch))
        .containsExactly(
            "{##SEQUENCE##={none=[], steps=[-, [1, 2], []]}, c=x}",
            "{c=x}",
            "{##SEQUENCE##={more=[1]}}");
    StructColumn sequence = (StructColumn) batch.column(1);
    assertThat(sequence.children().field(sequence.children().indexOf("steps")).type())
        .isEqualTo(ValueType.INT);
  }

  @Test
  void twoKindsInOneFeatureListAreABadRecord() {
    FeatureList mixed = FeatureList.newBuilder().addFeature(ONE).addFeature(X).build();
    byte[] record =
        SequenceExample.newBuilder()
            .setFeatureLists(FeatureLists.newBuilder().putFeatureList("l", mixed))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> decode(record))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("feature list l: values of two kinds (expected: one)");
  }

  @Test
  void readsRandomExamplesAsProtobufDoesOrRefusesThem() throws Exception {
    Random random = new Random(11);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes =
          Example.newBuilder()
              .setFeatures(
                  Features.newBuilder()
                      .putFeature("a", ONE)
                      .putFeature("bb", X)
                      .putFeature("c", NONE))
              .build()
              .toByteArray();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      byte[] record = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
      // The decoder reads examples as what they are on the wire: the context of a sequence.
      SequenceExample expected;
      try {
        expected = SequenceExample.parseFrom(record);
      } catch (InvalidProtocolBufferException e) {
        continue;
      }
      ColumnBatch batch;
      try {
        batch = decode(record);
      } catch (UndecodableException e) {
        // Group fields, which protobuf skips and nobody writes.
        assertThat(e).hasMessageContaining("wire type");
        continue;
      }
      read++;
      Feature a = expected.getContext().getFeatureOrDefault("a", NONE);
      long values = a.getInt64List().getValueCount();
      if (a.hasInt64List()) {
        IntColumn column = (IntColumn) Objects.requireNonNull(batch.column("a"));
        assertThat(column.valueEnd(0) - column.valueStart(0)).isEqualTo(values);
        for (int v = 0; v < values; v++) {
          assertThat(column.value(column.valueStart(0) + v))
              .isEqualTo(a.getInt64List().getValue(v));
        }
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }

  @Test
  void aBadRecordLeavesNothingBehind() throws Exception {
    ExampleDecoder decoder = new ExampleDecoder(null, 4, false);
    byte[] good = example("a", ONE).toByteArray();
    decoder.add(good, 0, good.length, 0L, 0L);
    byte[] bad = withEntries(entry("a", ONE.toByteArray()), entry("zz", new byte[] {10, 99}));
    assertThatThrownBy(() -> decoder.add(bad, 0, bad.length, 0L, 0L))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("expected: a tf.Example");
    decoder.add(good, 0, good.length, 0L, 0L);
    ColumnBatch batch = decoder.take("test");
    assertThat(Rows.of(batch)).containsExactly("{a=1}", "{a=1}");
    assertThat(batch.layout().size()).isEqualTo(1);
  }
}
