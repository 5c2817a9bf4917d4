package io.millrace.pipelines.io;

import io.millrace.pipelines.config.KafkaTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Finds out whether a Kafka cluster answers and has the topics, before anything is started. */
public final class KafkaProbe {
  private KafkaProbe() {}

  /**
   * What is wrong with these topics; nothing if all is well.
   *
   * @param patience how long each cluster may take to answer
   */
  public static List<String> problems(List<KafkaTopic> topics, Duration patience) {
    Map<String, List<KafkaTopic>> clusters = new HashMap<>();
    for (KafkaTopic topic : topics) {
      clusters.computeIfAbsent(topic.bootstrapServers(), servers -> new ArrayList<>()).add(topic);
    }
    List<String> problems = new ArrayList<>();
    clusters.forEach(
        (servers, ofCluster) -> problems.addAll(problems(servers, ofCluster, patience)));
    return problems;
  }

  /**
   * How many partitions a topic has.
   *
   * @param patience how long the cluster may take to answer
   * @throws IOException if it does not
   */
  public static int partitions(KafkaTopic topic, Duration patience) throws IOException {
    try (AdminClient admin = admin(topic, Math.toIntExact(patience.toMillis()))) {
      return admin
          .describeTopics(List.of(topic.topic()))
          .allTopicNames()
          .get(patience.toMillis() + 1000L, TimeUnit.MILLISECONDS)
          .values()
          .stream()
          .mapToInt(is -> is.partitions().size())
          .sum();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new IOException("topic: " + topic.topic() + ": its partitions cannot be counted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("topic: " + topic.topic() + ": interrupted while asking", e);
    }
  }

  private static AdminClient admin(KafkaTopic topic, int millis) {
    Map<String, Object> properties = new HashMap<>(topic.properties());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, topic.bootstrapServers());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    return AdminClient.create(properties);
  }

  private static List<String> problems(String servers, List<KafkaTopic> topics, Duration patience) {
    int millis = Math.toIntExact(patience.toMillis());
    try (AdminClient admin = admin(topics.get(0), millis)) {
      Set<String> existing = admin.listTopics().names().get(millis + 1000L, TimeUnit.MILLISECONDS);
      List<String> problems = new ArrayList<>();
      for (KafkaTopic topic : topics) {
        if (!existing.contains(topic.topic())) {
          problems.add(
              "topic: " + topic.topic() + " (expected: a topic that exists at " + servers + ")");
        }
      }
      return problems;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
      return List.of(
          "bootstrap_servers: " + servers + " (expected: a Kafka broker that answers): " + cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of("bootstrap_servers: " + servers + ": interrupted while asking");
    }
  }
}
