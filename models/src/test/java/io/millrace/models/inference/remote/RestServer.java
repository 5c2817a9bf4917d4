package io.millrace.models.inference.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Answers as TensorFlow Serving's REST API does for a model that gives {@code y = 10 x + version},
 * a label and the bytes it was given; rows with {@code x < 0} are invalid. Failures to come first
 * can be queued.
 */
final class RestServer implements AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();
  private static final String METADATA =
      """
      {"model_spec":{"name":"m","signature_name":"","version":"%d"},"metadata":{"signature_def":
      {"signature_def":{"serving_default":{"inputs":{
       "x":{"dtype":"DT_FLOAT","tensor_shape":{"dim":[{"size":"-1","name":""}],"unknown_rank":false}},
       "s":{"dtype":"DT_STRING","tensor_shape":{"dim":[{"size":"-1","name":""}],"unknown_rank":false}}},
      "outputs":{
       "y":{"dtype":"DT_FLOAT","tensor_shape":{"dim":[{"size":"-1","name":""}],"unknown_rank":false}},
       "echo_bytes":{"dtype":"DT_STRING","tensor_shape":{"dim":[{"size":"-1"}],"unknown_rank":false}}},
      "method_name":"tensorflow/serving/predict"}}}}}
      """;

  /** In place of a status: the answer stops behind its headers. */
  static final int STALL = 0;

  private final HttpServer server;
  private final TreeSet<Long> versions = new TreeSet<>(List.of(1L));
  private final Deque<Integer> failures = new ArrayDeque<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  RestServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/models/m", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next predict requests are answered with these statuses. */
  synchronized void failNext(Integer... statuses) {
    failures.addAll(List.of(statuses));
  }

  synchronized void serve(Long... available) {
    versions.clear();
    versions.addAll(List.of(available));
  }

  /** The predict requests so far, by their paths. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/v1/models/m".length());
    if (path.isEmpty()) {
      reply(exchange, 200, status());
    } else if (path.endsWith("/metadata")) {
      reply(exchange, 200, METADATA.formatted(version(path)));
    } else {
      requests.add(path);
      Integer failure = failures.poll();
      if (failure != null && failure == STALL) {
        // Its headers and no body: the exchange stays open until the server stops.
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().flush();
      } else if (failure != null) {
        reply(exchange, failure, "{\"error\":\"told to fail\"}");
      } else if (!versions.contains(version(path))) {
        reply(exchange, 404, "{\"error\":\"Servable not found for request\"}");
      } else {
        predict(exchange, version(path));
      }
    }
  }

  private static long version(String path) {
    return Long.parseLong(path.replaceAll("^/versions/(\\d+).*$", "$1"));
  }

  private String status() {
    StringBuilder text = new StringBuilder("{\"model_version_status\":[");
    text.append("{\"version\":\"99\",\"state\":\"LOADING\"}");
    for (long version : versions) {
      text.append(",{\"version\":\"").append(version).append("\",\"state\":\"AVAILABLE\"}");
    }
    return text.append("]}").toString();
  }

  private static void predict(HttpExchange exchange, long version) throws IOException {
    JsonNode inputs = JSON.readTree(exchange.getRequestBody().readAllBytes()).path("inputs");
    StringBuilder y = new StringBuilder();
    StringBuilder echo = new StringBuilder();
    for (int row = 0; row < inputs.path("x").size(); row++) {
      double x = inputs.path("x").get(row).doubleValue();
      if (x < 0) {
        reply(exchange, 400, "{\"error\":\"x is negative\"}");
        return;
      }
      y.append(row == 0 ? "" : ",").append(Double.isNaN(x) ? "NaN" : 10 * x + version);
      echo.append(row == 0 ? "" : ",").append(base64(inputs.path("s").get(row)));
    }
    reply(exchange, 200, "{\"outputs\":{\"y\":[" + y + "],\"echo_bytes\":[" + echo + "]}}");
  }

  private static String base64(JsonNode value) {
    String encoded =
        value.isTextual()
            ? java.util.Base64.getEncoder()
                .encodeToString(value.textValue().getBytes(StandardCharsets.UTF_8))
            : value.path("b64").textValue();
    return "{\"b64\":\"" + encoded + "\"}";
  }

  private static void reply(HttpExchange exchange, int status, @Nullable String body)
      throws IOException {
    byte[] bytes = String.valueOf(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
