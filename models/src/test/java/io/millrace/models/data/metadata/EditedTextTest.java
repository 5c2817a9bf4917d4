package io.millrace.models.data.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.metadata.v0.Schema;

class EditedTextTest {
  private static final String EDITED =
      """
      # Owned by the pricing team.
      generate_legacy_feature_spec: true

      # What people pay.
      feature <
        name: 'fare'  # in dollars
        type: FLOAT
        future { depth: [1, 2] note: "a" "b" }
        float_domain { min: 0 max: 10 } # see #4711
      >
      feature { name: "gone", type: INT }
      feature {
        type: BYTES, name: "vendor"; domain: "vendor"
        # until there are more
      }
      string_domain { name: "vendor" value: ["1", '2'] hint: [] }
      new_list: [ { a: 1 }, { a: 2 } ];
      default_environment: "TRAINING"
      # The end.
      """;

  @Test
  void readsWhatIsKnown() throws TextFormat.ParseException {
    Schema schema = read(EDITED);
    assertThat(schema)
        .isEqualTo(
            TextFormat.parse(
                """
                feature { name: "fare" type: FLOAT float_domain { min: 0 max: 10 } }
                feature { name: "gone" type: INT }
                feature { name: "vendor" type: BYTES domain: "vendor" }
                string_domain { name: "vendor" value: "1" value: "2" }
                default_environment: "TRAINING"
                """,
                Schema.class));
  }

  /** Python's text_format writes bytes above 127 in octal. */
  @Test
  void knowsNamesAgainHoweverTheyAreWritten() throws TextFormat.ParseException {
    String text =
        """
        # The size.
        feature {
          name: "gr\\303\\266\\303\\237e"
          future: 1
        }
        feature {
          name: 'it\\'s ' "\\303" "\\266" 'k\\x6f'
          future: 2  # joined
        }
        string_domain {
          name: "d"
          value: "\\303\\244"  # A umlaut
          value: "b"
        }
        """;
    Schema.Builder changed = read(text).toBuilder();
    assertThat(changed.getFeature(0).getName()).isEqualTo("größe");
    assertThat(changed.getFeature(1).getName()).isEqualTo("it's öko");
    changed.getFeatureBuilder(1).setDeprecated(true);
    changed.getStringDomainBuilder(0).clearValue().addValue("0").addValue("ä").addValue("b");
    assertThat(edited(text).with(changed.build()))
        .isEqualTo(
            """
            # The size.
            feature {
              name: "größe"
              future: 1
            }
            feature {
              name: "it's öko"
              future: 2  # joined
              deprecated: true
            }
            string_domain {
              name: "d"
              value: "ä"  # A umlaut
              value: "b"
              value: "0"
            }
            """);
  }

  @Test
  void writesChangesIntoTheText() throws TextFormat.ParseException {
    Schema.Builder changed = read(EDITED).toBuilder();
    changed.getFeatureBuilder(0).getFloatDomainBuilder().setMax(12);
    changed.removeFeature(1);
    changed.getStringDomainBuilder(0).addValue("3");
    changed.addFeatureBuilder().setName("tip");
    assertThat(edited(EDITED).with(changed.build()))
        .isEqualTo(
            """
            # Owned by the pricing team.
            generate_legacy_feature_spec: true

            # What people pay.
            feature {
              name: "fare"  # in dollars
              type: FLOAT
              future { depth: [1, 2] note: "a" "b" }
              float_domain {
                min: 0.0
                max: 12.0
              }  # see #4711
            }
            feature {
              type: BYTES
              name: "vendor"
              domain: "vendor"
              # until there are more
            }
            feature {
              name: "tip"
            }
            string_domain {
              name: "vendor"
              value: "1"
              value: "2"
              value: "3"
              hint: []
            }
            new_list: [ { a: 1 }, { a: 2 } ]
            default_environment: "TRAINING"
            # The end.
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", EDITED})
  void losesNothingOfWhatDidNotChange(String text) throws TextFormat.ParseException {
    Schema schema = read(text);
    String once = edited(text).with(schema);
    assertThat(read(once)).isEqualTo(schema);
    assertThat(edited(once).with(schema)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "feature {| 1:10: the end of the text, not '}'",
        "feature } | 1:9: '}', not a name or a value",
        "name: \"x | 1:9: the end of the text, not '\"'",
        "a: 1 } | 1:6: '}', not a field",
        "a: | 1:3: the end of the text, not a value",
      },
      delimiter = '|')
  void saysWhereATextIsBroken(String text, String message) {
    assertThatThrownBy(() -> edited(text))
        .isInstanceOf(TextFormat.ParseException.class)
        .hasMessage(message);
  }

  @Test
  void saysWhichLineOfTheTextIsWrong() {
    assertThatThrownBy(() -> read("unknown {\n a: 1\n}\nfeature {\n  type: WORDS\n}"))
        .isInstanceOf(TextFormat.ParseException.class)
        .hasMessageStartingWith("5:9: ");
  }

  private static EditedText edited(String text) throws TextFormat.ParseException {
    return EditedText.parse(text, Schema.getDescriptor());
  }

  private static Schema read(String text) throws TextFormat.ParseException {
    Schema.Builder schema = Schema.newBuilder();
    edited(text).merge(schema);
    return schema.build();
  }
}
