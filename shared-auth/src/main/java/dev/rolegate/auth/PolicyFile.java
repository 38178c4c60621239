package dev.rolegate.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the policy's text: a regular file of at most 1 MiB in UTF-8. */
final class PolicyFile {
  private static final int LARGEST = 1 << 20;

  private PolicyFile() {}

  static String read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw refused(
            file,
            Files.exists(file)
                ? "is not a regular file; POLICY_FILE names the access policy"
                : "does not exist; POLICY_FILE names the access policy");
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      if (bytes.length > LARGEST) {
        throw refused(file, "is larger than 1 MiB; is it the right file?");
      }
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw refused(file, "is not UTF-8; save it in that encoding");
    } catch (IOException e) {
      throw refused(file, "cannot be read; check its mode");
    }
  }

  private static PolicyRefused refused(Path file, String sentence) {
    return new PolicyRefused(List.of(file + " " + sentence));
  }
}
