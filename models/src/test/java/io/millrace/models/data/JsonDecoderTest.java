package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDecoderTest {
  private final JsonDecoder decoder = new JsonDecoder(Sources.LAYOUT);

  @Test
  void readsAnObjectInAnyOrder() throws Exception {
    ColumnBatch batch =
        read("{'name':'Ann','price':2.5,'note':[{'x':1}],'at':1000,'count':7,'id':'a'}");
    assertThat(batch.layout()).isEqualTo(Sources.LAYOUT.columns());
    assertThat(Sources.row(batch, 0)).isEqualTo(List.of(7L, 2.5, "Ann"));
    assertThat(batch.ids().string(0)).isEqualTo("a");
    assertThat(batch.eventTime(0)).isEqualTo(1000);
  }

  @Test
  void takesNullsAndAbsentKeysForMissing() throws Exception {
    assertThat(Sources.row(read("{'id':'a','at':1,'count':null,'name':null}"), 0))
        .isEqualTo(List.of("missing", "missing", "missing"));
  }

  @Test
  void readsListsOfValues() throws Exception {
    Sources.decode(decoder, json("{'id':'a','at':1,'count':[1,2],'price':[],'name':['x']}"));
    Sources.decode(decoder, json("{'id':'b','at':1,'count':3,'price':[1.5,null,2]}"));
    ColumnBatch batch = decoder.take();
    assertThat(Sources.row(batch, 0)).isEqualTo(List.of(List.of(1L, 2L), List.of(), "x"));
    assertThat(Sources.row(batch, 1)).isEqualTo(List.of(3L, List.of(1.5, 2.0), "missing"));
  }

  @Test
  void readsNumbersFromTextsAndTextsFromAnything() throws Exception {
    assertThat(Sources.row(read("{'id':'a','at':'1','count':'7','price':' 2.5','name':true}"), 0))
        .isEqualTo(List.of(7L, 2.5, "true"));
    assertThat(Sources.row(read("{'id':'a','at':1,'price':3,'name':12}"), 0))
        .isEqualTo(List.of("missing", 3.0, "12"));
  }

  @Test
  void readsNumbersThatArePythonsOnly() throws Exception {
    assertThat(Sources.row(read("{'id':'a','at':1,'price':NaN,'name':-Infinity}"), 0))
        .isEqualTo(List.of("missing", Double.NaN, "-Infinity"));
  }

  @Test
  void keepsTheTextOfNumbersInStringColumnsAndIds() throws Exception {
    ColumnBatch batch = read("{'id':1.10,'at':1,'name':12345678.90}");
    assertThat(batch.ids().string(0)).isEqualTo("1.10");
    assertThat(Sources.row(batch, 0).get(2)).isEqualTo("12345678.90");
    assertThat(read("{'id':123456789012345678901234567890,'at':1}").ids().string(0))
        .isEqualTo("123456789012345678901234567890");
  }

  @Test
  void readsTheLargestNumbers() throws Exception {
    assertThat(Sources.row(read("{'id':1,'at':1,'count':9223372036854775807}"), 0).get(0))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(Sources.row(read("{'id':1,'at':1,'count':-9223372036854775808}"), 0).get(0))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(Sources.row(read("{'id':1,'at':1,'price':100000000000000000000}"), 0).get(1))
        .isEqualTo(1e20);
  }

  @Test
  void makesColumnsOfUnknownKeys() throws Exception {
    Sources.decode(decoder, json("{'id':'a','at':1}"));
    Sources.decode(decoder, json("{'id':'b','at':1,'tip':0.50,'tags':{'k':[1,'é']},'none':null}"));
    ColumnBatch batch = decoder.take();
    assertThat(batch.layout().fields().subList(3, 5))
        .containsExactly(
            new Layout.Field("tip", ValueType.STRING), new Layout.Field("tags", ValueType.STRING));
    assertThat(batch.layout().size()).isEqualTo(5);
    assertThat(Sources.row(batch, 0).subList(3, 5)).isEqualTo(List.of("missing", "missing"));
    assertThat(Sources.row(batch, 1).subList(3, 5))
        .isEqualTo(List.of("0.50", json("{'k':[1,'é']}")));
    assertThat(read("{'id':'c','at':1}").layout()).isEqualTo(Sources.LAYOUT.columns());
  }

  @Test
  void readsPastAByteOrderMarkAndSpace() throws Exception {
    assertThat(read("\uFEFF {'id':'a','at':1}\r\n").ids().string(0)).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|record: null (expected: a JSON object)",
        "[1]|record: START_ARRAY (expected: a JSON object)",
        "null|record: VALUE_NULL (expected: a JSON object)",
        "7|record: VALUE_NUMBER_INT (expected: a JSON object)",
        "{'id':'a','at':1} {}|record: more after the object (expected: one JSON object)",
        "{'at':1}|id: missing (expected: the record id)",
        "{'id':'','at':1}|id: missing (expected: the record id)",
        "{'id':null,'at':1}|id: missing (expected: the record id)",
        "{'id':'a'}|at: missing (expected: the event time)",
        "{'id':'a','at':'noon'}|at: \"noon\" (expected: a time as epoch_millis)",
        "{'id':'a','at':1.5}|at: \"1.5\" (expected: a time as epoch_millis)",
        "{'id':'a','at':1,'count':1.0}|count: \"1.0\" (expected: an integer)",
        "{'id':'a','at':1,'count':'x'}|count: \"x\" (expected: an integer)",
        "{'id':'a','at':1,'count':true}|count: \"true\" (expected: an integer)",
        "{'id':'a','at':1,'count':9223372036854775808}"
            + "|count: \"9223372036854775808\" (expected: an integer)",
        "{'id':'a','at':1,'price':''}|price: \"\" (expected: a number)",
        "{'id':'a','at':1,'price':{}}"
            + "|price: START_OBJECT (expected: a value or an array of values)",
        "{'id':'a','at':1,'price':[[1]]}"
            + "|price: START_ARRAY (expected: a value or an array of values)",
        "{'id':'a','at':1,'count':1,'count':2}|count: twice (expected: once)",
        "{'id':'a','id':'b','at':1}|id: twice (expected: once)",
        "{'id':'a','at':1,'new':1,'new':2}|new: twice (expected: once)",
      })
  void saysWhatIsWrong(String record, String reason) {
    assertThatThrownBy(() -> read(record))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{",
        "{'id'",
        "{'id':",
        "{'id':'a",
        "{'id':'a','at':1",
        "{'id':'a','at':1,'count':[1",
        "{'id':'a','at':1,}",
        "{'id' 'a'}",
        "{'id':'a','at':1,'price':nan}",
        "{'id':'a','at':01}",
        "{'id':'a','at':1}}",
        "hello",
        "{'id':'\\u12'}",
        "{'id':'a','at':1,'u':[{'x':1}"
      })
  void saysWhatIsNoJson(String record) {
    assertThatThrownBy(() -> read(record))
        .isInstanceOf(UndecodableException.class)
        .hasMessageStartingWith("record: not JSON (expected: an object): ");
  }

  @Test
  void refusesWhatIsTooDeepOrTooLong() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String digits = "1".repeat(100_000);
    for (String record :
        List.of(
            "{'id':'a','at':1,'new':" + deep + "}",
            "{'id':'a','at':1,'note':" + deep + "}",
            "{'id':'a','at':1,'price':" + digits + "}",
            "{'id':'a','at':1,'" + "k".repeat(1_001) + "':1}")) {
      assertThatThrownBy(() -> read(record))
          .isInstanceOf(UndecodableException.class)
          .hasMessageContaining("exceeds the maximum allowed");
    }
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] record = json("{'id':'a','at':1,'name':'?'}").getBytes(StandardCharsets.UTF_8);
    record[record.length - 3] = (byte) 0xFF;
    assertThatThrownBy(() -> Sources.decode(decoder, record))
        .isInstanceOf(UndecodableException.class)
        .hasMessageStartingWith("record: not JSON");
  }

  @Test
  void leavesTheBatchAloneAfterAFailure() throws Exception {
    Sources.decode(decoder, json("{'id':'a','at':1,'count':1,'old':'x'}"));
    assertThatThrownBy(
            () -> Sources.decode(decoder, json("{'id':'b','at':9,'count':[5,6],'new':1,'old':'y'")))
        .isInstanceOf(UndecodableException.class);
    assertThat(decoder.lastEventTime()).isEqualTo(9);
    Sources.decode(decoder, json("{'id':'c','at':3,'old':'z'}"));
    ColumnBatch batch = decoder.take();
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(batch.layout().indexOf("new")).isEqualTo(-1);
    assertThat(batch.column(0).isSingle()).isTrue();
    assertThat(Sources.row(batch, 0)).isEqualTo(List.of(1L, "missing", "missing", "x"));
    assertThat(Sources.row(batch, 1)).isEqualTo(List.of("missing", "missing", "missing", "z"));
  }

  private ColumnBatch read(String record) throws UndecodableException {
    Sources.decode(decoder, json(record));
    return decoder.take();
  }

  private static String json(String quotedOnce) {
    return quotedOnce.replace('\'', '"');
  }
}
