package io.millrace.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server that speaks S3, in a process of its own: S3Mock's runnable jar on the class path. */
final class S3Server implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 60_000;

  private final Process process;
  private final String url;

  private S3Server(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** The server's jar; empty where it is not on the class path. */
  static Optional<Path> jar() {
    return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().matches("s3mock-.*-exec\\.jar"))
        .findFirst();
  }

  static S3Server start(Path jar, Path directory) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")),
                "-jar",
                jar.toString(),
                "--server.port=0",
                "--com.adobe.testing.s3mock.httpPort=" + port)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("s3-server.log").toFile())
            .start();
    S3Server server = new S3Server(process, "http://localhost:" + port);
    server.await(directory.resolve("s3-server.log"));
    return server;
  }

  private void await(Path log) throws IOException, InterruptedException {
    for (long waited = 0; waited < PATIENCE_MILLIS; waited += 200) {
      try {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/")).build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    close();
    throw new IOException("S3 server: not there: " + Files.readString(log));
  }

  void createBucket(String name) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/" + name)).PUT(BodyPublishers.noBody()).build();
    int status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("bucket " + name + ": status " + status);
    }
  }

  /** What a JVM needs to be told to speak with this server. */
  List<String> properties() {
    return List.of(
        "-Daws.endpointUrlS3=" + url,
        "-Daws.region=eu-central-1",
        "-Daws.accessKeyId=nobody",
        "-Daws.secretAccessKey=nothing");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
