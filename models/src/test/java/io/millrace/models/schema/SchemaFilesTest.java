package io.millrace.models.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.metadata.v0.Schema;

class SchemaFilesTest {
  private static final Schema SCHEMA =
      Schema.newBuilder().addDefaultEnvironment("TRAINING").addDefaultEnvironment("é").build();

  private final Path directory;

  SchemaFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void readsWhatItWroteInBothForms() throws IOException {
    for (String name : new String[] {"schema.pb", "schema.pbtxt"}) {
      SchemaFiles.write(directory.resolve(name), SCHEMA);
      assertThat(SchemaFiles.read(directory.resolve(name))).isEqualTo(SCHEMA);
    }
    assertThat(Files.readString(directory.resolve("schema.pbtxt"))).contains("\"é\"");
  }

  @Test
  void keepsUnknownFieldsOfMessages() throws IOException {
    byte[] withField99 = {(byte) 0x98, 0x06, 0x07};
    Path file = directory.resolve("schema.pb");
    Files.write(file, withField99);
    Schema schema = SchemaFiles.read(file).toBuilder().addDefaultEnvironment("X").build();
    SchemaFiles.update(file, file, schema);
    assertThat(SchemaFiles.read(file).getUnknownFields().getField(99).getVarintList())
        .containsExactly(7L);
  }

  @Test
  void keepsCommentsAndUnknownFieldsOfTexts() throws IOException {
    Path edited = directory.resolve("edited.pbtxt");
    Path file = directory.resolve("new.pbtxt");
    Files.writeString(edited, "# ours\nfuture: 3\ndefault_environment: 'TRAINING'\n");
    SchemaFiles.update(edited, file, SCHEMA);
    assertThat(Files.readString(file))
        .isEqualTo(
            "# ours\nfuture: 3\ndefault_environment: \"TRAINING\"\ndefault_environment: \"é\"\n");
    assertThat(SchemaFiles.read(file)).isEqualTo(SCHEMA);
  }

  @Test
  void namesFilesThatAreBroken() throws IOException {
    Path file = directory.resolve("schema.pb");
    byte[] bytes = SCHEMA.toByteArray();
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 2));
    assertThatThrownBy(() -> SchemaFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": damaged, or cut off (expected: a schema)");

    Path text = directory.resolve("schema.pbtxt");
    Files.writeString(text, "future: 3 feature {\n  type: WORD\n}");
    assertThatThrownBy(() -> SchemaFiles.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(text + ":2:9: ");
  }
}
