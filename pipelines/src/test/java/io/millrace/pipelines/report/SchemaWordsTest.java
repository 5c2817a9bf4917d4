package io.millrace.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Schema;

class SchemaWordsTest {
  @Test
  void everythingAskedOfAFeatureIsSaid() throws Exception {
    Map<String, List<String>> words =
        words(
            """
            feature {
              name: "age" type: INT presence { min_fraction: 1 min_count: 1 } shape { dim { size: 1 } }
              int_domain { min: 0 max: 120 } not_in_environment: "SERVING"
              drift_comparator { infinity_norm { threshold: 0.01 } }
              skew_comparator { jensen_shannon_divergence { threshold: 0.2 } }
            }
            feature {
              name: "country" type: BYTES presence { min_fraction: 0.955 } value_count { min: 1 max: 3 }
              domain: "countries" unique_constraints { min: 2 max: 5 }
            }
            feature { name: "flag" type: BYTES bool_domain { true_value: "Y" false_value: "N" } }
            feature { name: "old" type: FLOAT lifecycle_stage: DEPRECATED presence { min_count: 1 }
              float_domain { min: 0.5 disallow_nan: true } }
            feature { name: "image" type: BYTES presence { min_count: 3 } image_domain {}
              shape { dim { size: 3 } dim { size: 2 } } in_environment: "TRAINING" }
            string_domain { name: "countries" value: "de" value: "fr" }
            """);
    assertThat(words.get("age"))
        .containsExactly(
            "INT",
            "required",
            "one value",
            "integer 0..120",
            "not in SERVING",
            "drift: L-infinity ≤ 0.01",
            "skew: Jensen-Shannon ≤ 0.2");
    assertThat(words.get("country"))
        .containsExactly(
            "BYTES",
            "in at least 95.5% of rows",
            "1..3 values",
            "one of 2: de, fr",
            "2..5 unique values");
    assertThat(words.get("flag")).containsExactly("BYTES", "optional", "boolean: Y / N");
    assertThat(words.get("old"))
        .containsExactly(
            "FLOAT", "not validated: DEPRECATED", "may be missing", "number ≥ 0.5, no NaN");
    assertThat(words.get("image"))
        .containsExactly("BYTES", "in at least 3 rows", "shape 3 × 2", "image", "only in TRAINING");
  }

  @Test
  void fieldsOfStructsGoByTheirPath() throws Exception {
    Map<String, List<String>> words =
        words(
            """
            feature { name: "basket" type: STRUCT value_counts { value_count { min: 1 } value_count { max: 4 } }
              struct_domain { feature { name: "unit.price" type: FLOAT } } }
            """);
    assertThat(words.get("basket"))
        .containsExactly("STRUCT", "optional", "≥ 1 values of ≤ 4 values");
    assertThat(words.get("basket.'unit.price'")).containsExactly("FLOAT", "optional");
  }

  @Test
  void aLongDomainIsCutShort() throws Exception {
    StringBuilder text = new StringBuilder("feature { name: 'f' string_domain { ");
    for (int i = 0; i < 20; i++) {
      text.append("value: 'v").append(i).append("' ");
    }
    assertThat(words(text.append("} }").toString()).get("f"))
        .contains("one of 20: v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, …");
  }

  @Test
  void aDomainThatTheSchemaLacksIsNamed() throws Exception {
    assertThat(words("feature { name: 'f' domain: 'gone' }").get("f"))
        .contains("domain gone (not in the schema)");
  }

  private static Map<String, List<String>> words(String schema) throws Exception {
    return SchemaWords.of(TextFormat.parse(schema, Schema.class));
  }
}
