package io.millrace.runners.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker on one node, inside this JVM, listening on free ports of the loopback
 * address.
 *
 * <p>It keeps its data in the directory it is given, so that a broker started later on the same
 * directory has the topics and records of the one before it. Records are never deleted by age:
 * their timestamps may lie years back. Several can run at once, each on a directory of its own.
 */
public final class LocalKafka implements AutoCloseable {

  private final KafkaRaftServer server;
  private final String bootstrapServers;
  private boolean closed;

  private LocalKafka(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker on the directory and returns when it takes requests.
   *
   * @param directory where the broker keeps its logs; made if missing, continued if a broker was
   *     here before
   * @throws IOException if the directory cannot be written or is not a broker's
   */
  public static LocalKafka start(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<Integer> ports = freePorts(2);
    Properties properties = LocalKafkaSettings.of(directory, ports.get(0), ports.get(1));
    if (!Files.exists(directory.resolve("meta.properties"))) {
      format(directory, properties);
    }
    try {
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      start(server);
      return new LocalKafka(server, "127.0.0.1:" + ports.get(0));
    } catch (RuntimeException e) {
      throw new IOException(
          "directory: " + directory + ": no broker could start on it: " + e.getMessage(), e);
    }
  }

  private static void start(KafkaRaftServer server) {
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
  }

  /** Returns the address for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Makes the topics that do not exist yet; those that do are left as they are.
   *
   * @param partitionsByTopic number of partitions of each topic
   */
  public void createTopics(Map<String, Integer> partitionsByTopic) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      partitionsByTopic.forEach(
          (topic, partitions) -> {
            if (!existing.contains(topic)) {
              missing.add(new NewTopic(topic, partitions, (short) 1));
            }
          });
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "topics " + partitionsByTopic + ": could not be created: " + e.getCause(), e);
    }
  }

  /** Stops the broker and returns when its files are closed; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path directory, Properties properties) throws IOException {
    Path file = Files.createTempFile("kafka", ".properties");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        properties.store(out, null);
      }
      String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
      int exit =
          StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
      if (exit != 0) {
        throw new IOException(
            "directory: "
                + directory
                + ": could not be made a broker's: "
                + said.toString(StandardCharsets.UTF_8).strip());
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Finds ports nobody listens on; all are held until the last is found, so that they differ. */
  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on the loopback address", e);
    } finally {
      for (ServerSocket socket : sockets) {
        try {
          socket.close();
        } catch (IOException e) {
          throw new UncheckedIOException("port " + socket.getLocalPort() + ": not released", e);
        }
      }
    }
  }
}
