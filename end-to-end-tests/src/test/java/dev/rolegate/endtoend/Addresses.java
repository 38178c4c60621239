package dev.rolegate.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the services of a deployment are called and where they listen. Canonical addresses stand in
 * tokens and documents; with port 0 they differ from the real ones.
 */
public record Addresses(int tokenPort, Map<Server, Integer> ports, String issuer) {
  public Addresses {
    ports = Map.copyOf(ports);
  }

  /** The names of the contract, on any free ports: what most tests want. */
  public static Addresses canonical() {
    return new Addresses(
        0, Map.of(Server.HR, 0, Server.PROJECT, 0, Server.CRM, 0), "http://localhost:8100");
  }

  /** Free ports that stand in the names, too, for clients that find their way by discovery. */
  public static Addresses real() {
    var free = freePorts(Server.values().length + 1).iterator();
    var tokenPort = free.next();
    var ports = new EnumMap<Server, Integer>(Server.class);
    for (var server : Server.values()) {
      ports.put(server, free.next());
    }
    return new Addresses(tokenPort, ports, "http://localhost:" + tokenPort);
  }

  /** The public URL of a server. */
  public String publicUrl(Server server) {
    var port = ports.get(server);
    return "http://localhost:" + (port == 0 ? server.defaultPort() : port);
  }

  /** Its canonical URI: the audience of its tokens. */
  public String resource(Server server) {
    return publicUrl(server) + "/mcp";
  }

  /** The settings that say all this to the token service. */
  public Map<String, String> ofTokenService() {
    var resources = new ArrayList<String>();
    for (var server : Server.values()) {
      resources.add(server + "=" + resource(server));
    }
    return Map.of(
        "PORT",
        Integer.toString(tokenPort),
        "MANAGEMENT_PORT",
        "0",
        "PUBLIC_URL",
        issuer,
        "ISSUER",
        issuer,
        "RESOURCES",
        String.join(",", resources));
  }

  /** The settings that say all this to a server. */
  public Map<String, String> of(Server server) {
    return new HashMap<>(
        Map.of(
            "PORT",
            Integer.toString(ports.get(server)),
            "MANAGEMENT_PORT",
            "0",
            "PUBLIC_URL",
            publicUrl(server),
            "ISSUER",
            issuer));
  }

  /** Ports that nobody held a moment ago; all different, because they are held together. */
  public static List<Integer> freePorts(int count) {
    var held = new ArrayList<ServerSocket>();
    try {
      for (var i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      held.forEach(Addresses::release);
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
