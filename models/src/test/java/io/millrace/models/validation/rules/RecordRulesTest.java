package io.millrace.models.validation.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.Batches;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.metadata.v0.Schema;

class RecordRulesTest {
  private static final Schema SCHEMA =
      schema(
          """
          feature { name: "fare" type: FLOAT shape {} }
          feature { name: "tip" type: FLOAT value_count { min: 1 max: 1 } }
          feature { name: "riders" type: INT shape { dim { size: 1 } } }
          feature { name: "kind" type: BYTES shape {} }
          feature { name: "tags" type: BYTES }
          feature { name: "pickup-zone" type: INT shape {} }
          feature { name: "grid" type: INT value_counts { value_count {} value_count {} } }
          feature { name: "driver" type: STRUCT shape {} }
          """);

  // Three records; the last has nothing but tags and a kind.
  private static final ColumnBatch BATCH =
      Batches.of(
          List.of("fare", "tip", "riders", "kind", "tags", "pickup-zone", "grid", "driver"),
          List.of(
              Batches.floats(10.0, 20.0, null),
              Batches.floats(1.0, 25.0, null),
              Batches.ints(1L, 4L, null),
              BytesColumn.of("street", "app", "app"),
              tags(),
              Batches.ints(7L, 8L, null),
              grid(),
              driver()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "fare < 15.0 # 1 2",
        "fare == null || fare < 15.0 # 1",
        "fare == null || tip <= fare # 1",
        "fare < 15 # 1 2",
        "kind == 'app' # 0",
        "kind.startsWith('s') || kind.matches('^a') # ''",
        "size(tags) < 2 # 0",
        "tags.all(t, t in ['a', 'b']) # 2",
        "riders in [1, 2, 3] # 1 2",
        "record['pickup-zone'] == 7 # 1 2",
        "'pickup-zone' in record # 2",
        "has(record.fare) && record.fare > 10.0 # 0 2",
        "grid.all(line, size(line) == 2) # 1",
        "record.driver.age >= 18 # 1 2",
      })
  void tellsRowsWhereARuleDoesNotHold(String expression, String rows) {
    List<RecordRules.Failure> failures =
        RecordRules.compile(SCHEMA, List.of(Rule.ofRecord("rule", expression))).check(BATCH);

    assertThat(String.join(" ", failures.stream().map(f -> "" + f.row()).toList())).isEqualTo(rows);
  }

  @Test
  void tellsTheValuesThatItRead() {
    Rule rule =
        Rule.ofRecord("tip", "tip <= fare")
            .withSeverity(Severity.WARNING)
            .withMessage("a tip of {tip / fare * 100.0} % {{of {fare}}}");

    assertThat(RecordRules.compile(SCHEMA, List.of(rule)).check(BATCH))
        .containsExactly(
            new RecordRules.Failure(
                1, rule, "fare, tip", "20.0, 25.0", "a tip of 125.0 % {of 20.0}"),
            new RecordRules.Failure(
                2,
                rule,
                "fare, tip",
                "missing, missing",
                "could not be evaluated: No matching overload for function '_<=_'."
                    + " Overload candidates: less_equals_double"));
  }

  @Test
  void survivesWhatCannotBeEvaluated() {
    List<RecordRules.Failure> failures =
        RecordRules.compile(
                SCHEMA,
                List.of(
                    Rule.ofRecord("zero", "7 / (riders - 1) > 0"),
                    Rule.ofRecord("index", "tags[1] == 'b'"),
                    Rule.ofRecord("key", "record['nothing'] == 1"),
                    Rule.ofRecord("type", "record.kind")))
            .check(Batches.of("riders", Batches.ints(1L), "kind", BytesColumn.of("x")));

    assertThat(failures)
        .extracting(failure -> failure.rule().name() + ": " + failure.problem())
        .containsExactly(
            "zero: could not be evaluated: / by zero",
            "index: could not be evaluated: Index out of bounds: 1",
            "key: could not be evaluated: no nothing",
            "type: could not be evaluated: x (expected: true or false)");
  }

  @Test
  void boundsLoops() {
    String ten = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    String loops = "true";
    for (int depth = 0; depth < 6; depth++) {
      loops = ten + ".all(x" + depth + ", " + loops + ")";
    }

    assertThat(RecordRules.compile(SCHEMA, List.of(Rule.ofRecord("loop", loops))).check(BATCH))
        .extracting(RecordRules.Failure::problem)
        .containsOnly("could not be evaluated: Iteration budget exceeded: 10000");
  }

  @Test
  void tellsAllProblemsOfAllRulesAtOnce() {
    List<Rule> rules =
        List.of(
            Rule.ofRecord("name", "fare > 1.0 &&\n  fair > 2.0"),
            Rule.ofRecord("type", "fare + 1.0"),
            Rule.ofRecord("syntax", "fare >"),
            Rule.ofRecord("list", "tags == 'a'"),
            Rule.ofRecord("message", "fare > 1.0").withMessage("{fare} {far}"),
            Rule.ofRecord("brace", "fare > 1.0").withMessage("{fare"),
            Rule.ofRecord("good", "fare > 1.0"));

    RuleException e =
        catchThrowableOfType(RuleException.class, () -> RecordRules.compile(SCHEMA, rules));

    assertThat(e.problems())
        .extracting(p -> p.rule() + " " + p.part() + " " + p.line() + ":" + p.column())
        .containsExactly(
            "name expression 2:3",
            "type expression 1:1",
            "syntax expression 1:7",
            "list expression 1:6",
            "message message 1:9",
            "brace message 1:1");
    assertThat(e)
        .hasMessageContaining(
            "rule name: expression: line 2, column 3: undeclared reference to 'fair'")
        .hasMessageContaining("a result of type double (expected: bool)")
        .hasMessageContaining("a column is one value if its schema has shape {}");
  }

  @Test
  void hasNoAccessToTheJvm() {
    for (String expression :
        List.of("fare.getClass() == null", "java.lang.System.exit(1)", "T(java.lang.Runtime)")) {
      assertThat(
              catchThrowableOfType(
                  RuleException.class,
                  () -> RecordRules.compile(SCHEMA, List.of(Rule.ofRecord("jvm", expression)))))
          .as(expression)
          .hasMessageContaining("undeclared reference");
    }
  }

  // [a, b], [a], [x]
  private static Column tags() {
    return new BytesColumn(
        new byte[] {'a', 'b', 'a', 'x'},
        new int[] {0, 1, 2, 3, 4},
        new int[] {0, 2, 3, 4},
        Validity.allPresent(3));
  }

  // [[1, 2], [3, 4]], [[5]], missing
  private static Column grid() {
    return new ListColumn(
        new int[] {0, 2, 3, 3},
        Validity.of(3, new long[] {0b011}),
        new IntColumn(new long[] {1, 2, 3, 4, 5}, new int[] {0, 2, 4, 5}, Validity.allPresent(3)));
  }

  // {age: 30}, {age: 17}, missing
  private static Column driver() {
    return new StructColumn(
        new int[] {0, 1, 2, 2},
        Validity.of(3, new long[] {0b011}),
        Layout.of(new Layout.Field("age", ValueType.FLOAT)),
        List.of(FloatColumn.of(30, 17)));
  }

  private static Schema schema(String text) {
    try {
      return TextFormat.parse(text, Schema.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
