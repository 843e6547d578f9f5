// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The server with roles and API keys. The registry's build of it knows both, but not three parts of
 * the analyzer of the index where it keeps them; here these are added as a plugin.
 */
public final class ApiKeyServer {
  private static final String SOURCE = "SecurityIndexAnalysis.java";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PLUGIN = "security-index-analysis";

  // The archive decides what its unpacked tree is called, so the same content must give the same.
  private static final LocalDateTime LONG_AGO = LocalDateTime.of(1980, 2, 1, 0, 0);
  private static final FileTime TIME =
      FileTime.from(LONG_AGO.atZone(ZoneId.systemDefault()).toInstant());

  private ApiKeyServer() {}

  /**
   * Starts it, and waits until the index of its users is open: the server makes it on its own time,
   * and answers 503 meanwhile.
   *
   * @param home empty directory that must last as long as the server
   */
  public static LocalElasticsearch start(Path home) throws IOException, InterruptedException {
    return start(builder(home), HttpClient.newHttpClient());
  }

  /**
   * The same, over HTTPS alone.
   *
   * @param home empty directory that must last as long as the server
   */
  public static LocalElasticsearch start(Path home, TlsIdentity identity)
      throws IOException, InterruptedException {
    return start(
        builder(home).tls(identity), HttpClient.newBuilder().sslContext(identity.trust()).build());
  }

  private static LocalElasticsearch.Builder builder(Path home) throws IOException {
    return LocalElasticsearch.with(artifacts(home))
        .security(true)
        .setting("xpack.security.authc.api_key.enabled", "true")
        .brief();
  }

  private static LocalElasticsearch start(LocalElasticsearch.Builder builder, HttpClient client)
      throws IOException, InterruptedException {
    LocalElasticsearch server = builder.start();
    try {
      awaitAnswer(client, server, "PUT", "/_security/role/fenceline-ready", "{\"cluster\":[]}");
      awaitAnswer(
          client, server, "POST", "/_security/user/_has_privileges", "{\"cluster\":[\"monitor\"]}");
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static void awaitAnswer(
      HttpClient client, LocalElasticsearch server, String method, String path, String body)
      throws IOException, InterruptedException {
    byte[] user = (server.user() + ":" + server.password()).getBytes(UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    while (answer.statusCode() != 200) {
      if (System.nanoTime() > end) {
        throw new IOException(path + " says " + answer.statusCode() + ": " + answer.body());
      }
      TimeUnit.MILLISECONDS.sleep(100);
      answer = client.send(request, BodyHandlers.ofString());
    }
  }

  /**
   * Makes a server's archive of an installed one.
   *
   * @param home empty directory that must last as long as what is returned
   */
  private static ServiceArtifacts artifacts(Path home) throws IOException {
    ServiceArtifacts installed = ServiceArtifacts.installed();
    Path archive = installed.elasticsearchZip();
    String server = archive.getFileName().toString().replaceFirst("\\.zip$", "");
    Path local = home.resolve("deploy").resolve("local");
    Path copy = local.resolve("target/services/elasticsearch").resolve(archive.getFileName());
    Files.createDirectories(copy.getParent());
    Files.copy(archive, copy);
    byte[] jar = jar(compiled(home, ElasticsearchTree.of(installed).resolve("lib")));
    try (FileSystem files = FileSystems.newFileSystem(copy)) {
      Path plugins = files.getPath(server, "plugins");
      Path plugin = plugins.resolve(PLUGIN);
      Files.createDirectories(plugin);
      Path code = Files.write(plugin.resolve(PLUGIN + ".jar"), jar);
      Path descriptor = plugin.resolve("plugin-descriptor.properties");
      Files.writeString(descriptor, descriptor(server.substring(server.lastIndexOf('-') + 1)));
      for (Path each : List.of(code, descriptor, plugin, plugins)) {
        Files.setLastModifiedTime(each, TIME);
      }
    }
    Files.writeString(
        local.resolve("checksums.sha256"),
        Checksums.sha256(copy) + "  elasticsearch/" + archive.getFileName() + "\n");
    return ServiceArtifacts.below(home);
  }

  private static String descriptor(String version) {
    return """
        description=Parts of the analyzer of the security index
        version=1
        name=%s
        classname=io.fenceline.analysis.SecurityIndexAnalysis
        java.version=17
        elasticsearch.version=%s
        """
        .formatted(PLUGIN, version);
  }

  private static Path compiled(Path home, Path libraries) throws IOException {
    Path source = home.resolve(SOURCE);
    try (InputStream in = ApiKeyServer.class.getResourceAsStream(SOURCE)) {
      Files.write(source, in.readAllBytes());
    }
    Path classes = Files.createDirectory(home.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none", "--release", "17", "-cp", classPath(libraries), "-d", classes.toString());
    try (var files = compiler.getStandardFileManager(null, null, UTF_8)) {
      boolean done =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      if (!done) {
        throw new IOException("The plugin does not compile: " + said);
      }
    }
    return classes;
  }

  private static String classPath(Path libraries) throws IOException {
    try (Stream<Path> files = Files.list(libraries)) {
      return files.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static byte[] jar(Path classes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        ZipEntry entry = new ZipEntry(classes.relativize(file).toString());
        entry.setTimeLocal(LONG_AGO);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
      }
    }
    return bytes.toByteArray();
  }
}
