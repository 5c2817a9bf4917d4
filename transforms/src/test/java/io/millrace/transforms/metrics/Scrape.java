package io.millrace.transforms.metrics;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Reads metrics as Prometheus does. */
public final class Scrape {
  private Scrape() {}

  /** A port that was free just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What is answered at this port. */
  public static HttpResponse<String> of(int port) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** The samples of this port, a line each. */
  public static List<String> samples(int port) throws IOException, InterruptedException {
    return of(port).body().lines().filter(line -> !line.startsWith("#")).toList();
  }
}
