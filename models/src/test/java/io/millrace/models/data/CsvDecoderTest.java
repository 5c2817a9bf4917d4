package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDecoderTest {
  private final CsvDecoder decoder = new CsvDecoder(Sources.LAYOUT, ',');

  @Test
  void readsALine() throws Exception {
    ColumnBatch batch = read("a,1000,7,2.5,Ann,ignored");
    assertThat(batch.layout())
        .isEqualTo(
            Layout.of(
                new Layout.Field("count", ValueType.INT),
                new Layout.Field("price", ValueType.FLOAT),
                new Layout.Field("name", ValueType.STRING)));
    assertThat(Sources.row(batch, 0)).isEqualTo(List.of(7L, 2.5, "Ann"));
    assertThat(batch.ids().string(0)).isEqualTo("a");
    assertThat(batch.eventTime(0)).isEqualTo(1000);
    assertThat(batch.positions().get(0)).isEqualTo(new SourcePosition("topic", 0, 0));
    assertThat(Sources.original(batch, 0)).isEqualTo("a,1000,7,2.5,Ann,ignored");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n", "\r"})
  void readsEveryLineEnd(String end) throws Exception {
    assertThat(Sources.row(read("a,1000,7,2.5,Ann," + end), 0)).isEqualTo(List.of(7L, 2.5, "Ann"));
    CsvDecoder last = new CsvDecoder(lastIsName(), ',');
    Sources.decode(last, "a,1,Ann" + end);
    assertThat(Sources.row(last.take(), 0)).isEqualTo(List.of("Ann"));
  }

  @Test
  void takesEmptyValuesForMissingQuotedOrNot() throws Exception {
    List<Object> none = List.of("missing", "missing", "missing");
    assertThat(Sources.row(read("a,1000,,,,"), 0)).isEqualTo(none);
    assertThat(Sources.row(read("a,1000,\"\",\"\",\"\",\"\""), 0)).isEqualTo(none);
  }

  @Test
  void takesAnEmptyLastFieldForMissing() throws Exception {
    CsvDecoder last = new CsvDecoder(lastIsName(), ',');
    Sources.decode(last, "a,1,");
    Sources.decode(last, "b,1,\"\"\r\n");
    ColumnBatch batch = last.take();
    assertThat(Sources.row(batch, 0)).isEqualTo(List.of("missing"));
    assertThat(Sources.row(batch, 1)).isEqualTo(List.of("missing"));
  }

  @Test
  void readsQuotedValues() throws Exception {
    ColumnBatch batch = read("\"a,b\",\"1000\",\"7\",\"2.5\",\"say \"\"hi\"\", Ann\",\"x\"");
    assertThat(batch.ids().string(0)).isEqualTo("a,b");
    assertThat(Sources.row(batch, 0)).isEqualTo(List.of(7L, 2.5, "say \"hi\", Ann"));
  }

  @Test
  void readsLongQuotedValues() throws Exception {
    String name = "é\"\"".repeat(1000);
    assertThat(Sources.row(read("a,1,1,1,\"" + name + "\","), 0).get(2))
        .isEqualTo(name.replace("\"\"", "\""));
  }

  @Test
  void keepsTheSpacesOfTextsAndReadsPastThoseOfNumbers() throws Exception {
    assertThat(Sources.row(read("a, 1000 , 7, 2.5 , Ann ,"), 0))
        .isEqualTo(List.of(7L, 2.5, " Ann "));
  }

  @Test
  void readsTheLargestIntegers() throws Exception {
    assertThat(Sources.row(read("a,1,9223372036854775807,,,"), 0).get(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(Sources.row(read("a,1,-9223372036854775808,,,"), 0).get(0))
        .isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void readsPastAByteOrderMark() throws Exception {
    assertThat(read("\uFEFFa,1,2,,,").ids().string(0)).isEqualTo("a");
    assertThat(read("\uFEFF\"a\",1,2,,,").ids().string(0)).isEqualTo("a");
  }

  @Test
  void readsOtherDelimiters() throws Exception {
    CsvDecoder tabs = new CsvDecoder(Sources.LAYOUT, '\t');
    Sources.decode(tabs, "a\t1000\t7\t2.5\tAnn, Bob\t");
    assertThat(Sources.row(tabs.take(), 0)).isEqualTo(List.of(7L, 2.5, "Ann, Bob"));
    assertThatThrownBy(() -> new CsvDecoder(Sources.LAYOUT, '€'))
        .hasMessage("delimiter: € (expected: an ASCII character)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``;fields: 1 (expected: 6)",
        "a;fields: 1 (expected: 6)",
        "a,1,2,3,b;fields: 5 (expected: 6)",
        "a,1,2,3,b,c,;fields: more than 6 (expected: 6)",
        "a,1,2,3,b,c,d;fields: more than 6 (expected: 6)",
        ",1,2,3,b,c;id: missing (expected: the record id)",
        "\"\",1,2,3,b,c;id: missing (expected: the record id)",
        "a,,2,3,b,c;at: missing (expected: the event time)",
        "a,noon,2,3,b,c;at: \"noon\" (expected: a time as epoch_millis)",
        "a,1,2.0,3,b,c;count: \"2.0\" (expected: an integer)",
        "a,1,9223372036854775808,3,b,c;count: \"9223372036854775808\" (expected: an integer)",
        "a,1, ,3,b,c;count: \" \" (expected: an integer)",
        "a,1,2,cheap,b,c;price: \"cheap\" (expected: a number)",
        "a,1,2,\" \",b,c;price: \" \" (expected: a number)",
        "a,1,2,3,\"b,c;name: no closing quote (expected: one)",
        "a,1,2,3,\"b\"\",c;name: no closing quote (expected: one)",
        "a,1,2,3,\"b\"c,d;name: text after the closing quote (expected: a delimiter)",
        "a,1,2,3,b,\";note: no closing quote (expected: one)",
      })
  void saysWhatIsWrong(String line, String reason) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(reason);
  }

  @Test
  void leavesTheBatchAloneAfterAFailure() throws Exception {
    Sources.decode(decoder, "a,1,2,3,b,");
    assertThatThrownBy(() -> Sources.decode(decoder, "x,77,8,9,y,z,too,many"))
        .isInstanceOf(UndecodableException.class);
    assertThat(decoder.lastEventTime()).isEqualTo(77);
    assertThatThrownBy(() -> Sources.decode(decoder, "x")).isInstanceOf(UndecodableException.class);
    assertThat(decoder.lastEventTime()).isNull();
    assertThat(decoder.rows()).isEqualTo(1);
    Sources.decode(decoder, "c,4,,6,,");
    ColumnBatch batch = decoder.take();
    assertThat(Sources.row(batch, 0)).isEqualTo(List.of(2L, 3.0, "b"));
    assertThat(Sources.row(batch, 1)).isEqualTo(List.of("missing", 6.0, "missing"));
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(decoder.rows()).isZero();
  }

  @Test
  void keepsBytesThatAreNotUtf8() throws Exception {
    byte[] line = "a,1,2,3,?,".getBytes(StandardCharsets.US_ASCII);
    line[8] = (byte) 0xFF;
    Sources.decode(decoder, line);
    assertThat(((BytesColumn) decoder.take().column(2)).copy(0)).containsExactly((byte) 0xFF);
  }

  private ColumnBatch read(String line) throws UndecodableException {
    Sources.decode(decoder, line);
    return decoder.take();
  }

  private static SourceLayout lastIsName() {
    List<SourceLayout.SourceField> fields = Sources.LAYOUT.fields();
    return new SourceLayout(
        List.of(fields.get(0), fields.get(1), fields.get(4)),
        "id",
        "at",
        new TimestampFormat("epoch_millis", "UTC"));
  }
}
