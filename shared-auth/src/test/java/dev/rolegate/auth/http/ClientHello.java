package dev.rolegate.auth.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * A first message of TLS as bytes, since this platform's own client would not even offer what is to
 * be refused.
 */
final class ClientHello {
  static final int SSL_3 = 0x0300;
  static final int TLS_1_0 = 0x0301;
  static final int TLS_1_1 = 0x0302;
  static final int TLS_1_2 = 0x0303;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;

  private ClientHello() {}

  /** What the server makes of it: the suite that it chose, or -1 after an alert or a close. */
  static int suiteChosen(int port, int version, int... suites) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes(version, suites));
      var in = new DataInputStream(socket.getInputStream());
      var type = in.read();
      if (type == ALERT || type < 0) {
        return -1;
      }
      if (type != HANDSHAKE) {
        throw new IOException("a record of type " + type);
      }
      // Version, length of the record; type, length, version and random of the hello.
      in.skipNBytes(4 + 4 + 2 + 32);
      in.skipNBytes(in.readUnsignedByte());
      return in.readUnsignedShort();
    }
  }

  private static byte[] bytes(int version, int... suites) {
    var body = ByteBuffer.allocate(512);
    body.putShort((short) version).put(new byte[32]).put((byte) 0);
    body.putShort((short) (2 * suites.length));
    for (var suite : suites) {
      body.putShort((short) suite);
    }
    body.put((byte) 1).put((byte) 0);
    if (version > SSL_3) {
      // Groups x25519 and secp256r1; signatures with SHA-256, RSA-PSS too, and SHA-1.
      var extensions = extension(10, 0x0004, 0x001d, 0x0017);
      var signatures = extension(13, 0x000a, 0x0403, 0x0804, 0x0401, 0x0201, 0x0203);
      body.putShort((short) (extensions.length + signatures.length));
      body.put(extensions).put(signatures);
    }
    var length = body.position();
    var record = ByteBuffer.allocate(9 + length);
    record.put((byte) HANDSHAKE).putShort((short) Math.min(version, TLS_1_0));
    record.putShort((short) (4 + length)).putInt(0x01000000 | length);
    return record.put(body.array(), 0, length).array();
  }

  private static byte[] extension(int type, int... values) {
    var bytes = ByteBuffer.allocate(4 + 2 * values.length);
    bytes.putShort((short) type).putShort((short) (2 * values.length));
    for (var value : values) {
      bytes.putShort((short) value);
    }
    return bytes.array();
  }
}
