package io.millrace.models.data.files.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;

class ParquetNodeTest {
  private static ParquetNode node(SchemaElement field) {
    SchemaElement root = new SchemaElement("root").setNum_children(1);
    field.setType(Type.INT64).setRepetition_type(FieldRepetitionType.OPTIONAL);
    return ParquetNode.fields(List.of(root, field)).get(0);
  }

  private static SchemaElement logical(boolean signed) {
    return new SchemaElement("i")
        .setLogicalType(LogicalType.INTEGER(new IntType((byte) 64, signed)));
  }

  /** Writers of old say it by the converted type, and those of today may leave that out. */
  @Test
  void eitherTypeSaysThatIntegersAreUnsigned() {
    assertThat(node(logical(false)).isUnsigned()).isTrue();
    assertThat(node(logical(true)).isUnsigned()).isFalse();
    SchemaElement old = new SchemaElement("i").setConverted_type(ConvertedType.UINT_64);
    assertThat(node(old).isUnsigned()).isTrue();
    assertThat(node(new SchemaElement("i")).isUnsigned()).isFalse();
  }
}
