// SPDX-License-Identifier: Apache-2.0
package io.fenceline.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another host, as a network namespace joined to ours by one cable. Our loopback addresses are
 * reached over that cable, so that a TaskManager there finds services that listen on ours alone.
 *
 * <p>Needs Linux, iproute2 and the rights of root over networks; without them it fails and says so.
 */
final class FarHost implements AutoCloseable {
  private static final String OURS = "10.231.77.1";
  private static final String THEIRS = "10.231.77.2";

  /** Belongs to nobody: frames to it are dropped without a word, as by a cut cable. */
  private static final String NOBODY = "02:00:00:00:00:99";

  private final String name = "flc" + ProcessHandle.current().pid() % 1_000_000;
  private final String near = name + "n";
  private final String far = name + "f";

  private FarHost() {}

  static FarHost join() throws Exception {
    FarHost host = new FarHost();
    try {
      host.set();
      return host;
    } catch (IOException e) {
      host.close();
      throw new AssertionError(
          "A network between hosts needs root, CAP_NET_ADMIN and iproute2's 'ip': "
              + e.getMessage(),
          e);
    }
  }

  /** Runs a command there. */
  List<String> prefix() {
    return List.of("ip", "netns", "exec", name);
  }

  /** What a TaskManager there must know. */
  Map<String, String> settings() {
    return Map.of("taskmanager.host", THEIRS, "taskmanager.bind-host", THEIRS);
  }

  /** From now on nothing passes, in either direction, and nobody is told. */
  void cut() throws Exception {
    ip("neigh", "replace", THEIRS, "lladdr", NOBODY, "dev", near, "nud", "permanent");
    there("neigh", "replace", OURS, "lladdr", NOBODY, "dev", far, "nud", "permanent");
  }

  void mend() throws Exception {
    ip("neigh", "del", THEIRS, "dev", near);
    there("neigh", "del", OURS, "dev", far);
  }

  private void set() throws Exception {
    ip("netns", "add", name);
    ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", name);
    ip("addr", "add", OURS + "/30", "dev", near);
    ip("link", "set", near, "up");
    there("addr", "add", THEIRS + "/30", "dev", far);
    there("link", "set", far, "up");
    there("link", "set", "lo", "up");
    there("addr", "del", "127.0.0.1/8", "dev", "lo");
    there("route", "add", "127.0.0.1/32", "via", OURS, "src", THEIRS);
    run(List.of("sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/" + near + "/route_localnet"));
    List<String> permit = new ArrayList<>(prefix());
    permit.addAll(List.of("sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet"));
    run(permit);
  }

  private static void ip(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    run(command);
  }

  private void there(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip", "-n", name));
    command.addAll(List.of(arguments));
    run(command);
  }

  static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
  }

  /** The cable goes with the namespace. */
  @Override
  public void close() throws Exception {
    try {
      ip("netns", "del", name);
    } catch (IOException e) {
      System.err.println("fenceline: " + e.getMessage());
    }
  }
}
