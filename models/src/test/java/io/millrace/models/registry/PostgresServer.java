package io.millrace.models.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the tests' own, one a JVM, from the binaries on the class path. PostgreSQL
 * refuses to run as root: there it runs as {@code nobody}.
 */
final class PostgresServer {
  private static final String ROOT = "root";
  private static final String UNPRIVILEGED = "nobody";
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path home;
  private final Path log;
  private final boolean root = System.getProperty("user.name").equals(ROOT);
  private final int port;

  private PostgresServer(Path home) throws IOException {
    this.home = home;
    this.log = home.resolve("log");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  /** The server, started when it is first asked for; the failure if it cannot run here. */
  private static final class Only {
    private static final Object SERVER = start();

    private static Object start() {
      try {
        return PostgresServer.start();
      } catch (IOException | InterruptedException e) {
        return e;
      }
    }
  }

  /**
   * The address of a new database on the server.
   *
   * @throws IOException if PostgreSQL cannot run on this machine
   */
  static String newDatabase() throws IOException {
    if (Only.SERVER instanceof Exception failure) {
      throw new IOException("PostgreSQL does not run here: " + failure.getMessage(), failure);
    }
    PostgresServer server = (PostgresServer) Only.SERVER;
    String schema = "test_" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(server.url());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IOException(e);
    }
    return server.url() + "&currentSchema=" + schema;
  }

  private String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
  }

  private static PostgresServer start() throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("postgres");
    PostgresServer server = new PostgresServer(home);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    server.unpack();
    Path data = Files.createDirectory(home.resolve("data"));
    if (server.root) {
      UserPrincipal owner =
          home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(UNPRIVILEGED);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setOwner(home, owner);
      Files.setOwner(data, owner);
    }
    server.run(
        "initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N");
    // Nothing of it outlives the JVM: the disk need not be waited for.
    server.run(
        "pg_ctl",
        "-D",
        data.toString(),
        "-w",
        "-l",
        home.resolve("server-log").toString(),
        "-o",
        "-p " + server.port + " -k '' -h 127.0.0.1 -F",
        "start");
    return server;
  }

  private void unpack() throws IOException, InterruptedException {
    String platform =
        System.getProperty("os.name").startsWith("Mac")
            ? "darwin"
            : System.getProperty("os.name").startsWith("Windows") ? "windows" : "linux";
    String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    String name = "/postgres-" + platform + "-" + machine + ".txz";
    Path archive = home.resolve("postgres.txz");
    try (InputStream in = PostgresServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + ": absent (expected: on the class path)");
      }
      Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
    }
    Path program = Files.createDirectory(home.resolve("program"));
    execute(List.of("tar", "-xJf", archive.toString(), "-C", program.toString()));
    Files.delete(archive);
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(
          List.of("setpriv", "--reuid", UNPRIVILEGED, "--regid", "65534", "--clear-groups", "--"));
    }
    command.add(home.resolve("program/bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    execute(command);
  }

  private void execute(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(command + ": " + Files.readString(log));
    }
  }

  private void stop() {
    try {
      run("pg_ctl", "-D", home.resolve("data").toString(), "-m", "immediate", "stop");
    } catch (IOException | InterruptedException e) {
      System.err.println("PostgreSQL: not stopped: " + e.getMessage());
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println(home + ": not deleted: " + e.getMessage());
    }
  }
}
