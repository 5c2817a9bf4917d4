package io.millrace.models.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.data.Column;
import io.millrace.models.inference.tensors.UnfitInputException;
import io.millrace.models.statistics.Batches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What TensorFlow Serving's json_tensor.cc takes for each type of tensor, and nothing else. */
class RequestBodyTest {
  @Test
  void boolsAreTrueAndFalse() throws IOException {
    assertThat(body("DT_BOOL", Batches.ints(1L, 0L))).isEqualTo("[true,false]");
    assertThatThrownBy(() -> body("DT_BOOL", Batches.ints(1L, 2L)))
        .isInstanceOf(UnfitInputException.class)
        .hasMessage("column x: 2 (expected: 0..1)");
  }

  @Test
  void integersAreWholeNumbersToIntegersOnly() throws IOException {
    assertThat(body("DT_INT64", Batches.ints(16_777_217L, -1L))).isEqualTo("[16777217,-1]");
    assertThat(body("DT_FLOAT", Batches.ints(16_777_217L, -1L))).isEqualTo("[1.6777217E7,-1.0]");
    assertThat(body("DT_DOUBLE", Batches.ints(9_007_199_254_740_993L)))
        .isEqualTo("[9.007199254740992E15]");
  }

  @Test
  void floatsThatAreTooLargeAreInfinite() throws IOException {
    Column values = Batches.floats(0.1, 1e39, -1e39, null);
    assertThat(body("DT_FLOAT", values)).isEqualTo("[0.1,Infinity,-Infinity,NaN]");
    assertThat(body("DT_DOUBLE", values)).isEqualTo("[0.1,1.0E39,-1.0E39,NaN]");
  }

  private static String body(String dtype, Column x) throws IOException {
    String signatures =
        """
        {"metadata":{"signature_def":{"signature_def":{"s":{
         "inputs":{"x":{"dtype":"%s","tensor_shape":{"dim":[{"size":"-1"}]}}},
         "outputs":{"y":{"dtype":"DT_FLOAT","tensor_shape":{"dim":[{"size":"-1"}]}}}}}}}}
        """;
    RemoteSignature signature =
        RemoteSignature.read(new ObjectMapper().readTree(signatures.formatted(dtype)), "s");
    byte[] json = new RequestBody(signature, "s").of(Batches.of("x", x), 0, x.rows());
    String text = new String(json, StandardCharsets.UTF_8);
    assertThat(text).startsWith("{\"signature_name\":\"s\",\"inputs\":{\"x\":").endsWith("}}");
    return text.substring(text.indexOf('['), text.length() - 2);
  }
}
