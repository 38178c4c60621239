package dev.rolegate.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads one JSON object as strictly as RFC 8259 allows: valid UTF-8 without a byte order mark, no
 * member twice, nothing behind it, everything bounded. Two parsers can then not read the same bytes
 * differently. Thread-safe.
 */
public final class StrictJson {
  /** The header or the payload of a token. */
  static final StrictJson TOKEN_PART = new StrictJson(8 * 1024, 4096, 64);

  /** Bytes of the longest document about keys that is read. */
  public static final int LONGEST_KEY_DOCUMENT = 256 * 1024;

  /** A document about an issuer's keys. A modulus is a long string, so the string bound is wide. */
  public static final StrictJson KEY_DOCUMENT =
      new StrictJson(LONGEST_KEY_DOCUMENT, 64 * 1024, 256);

  private final int longest;
  private final ObjectReader reader;

  /**
   * A reader with bounds of its own.
   *
   * @param longest bytes of the whole
   * @param longestString characters of a string
   * @param longestName characters of a member's name
   */
  public StrictJson(int longest, int longestString, int longestName) {
    this.longest = longest;
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(32)
                    .maxStringLength(longestString)
                    .maxNameLength(longestName)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Names come from anybody who can send a token: they must not settle in shared tables.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    this.reader =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();
  }

  /** What came of reading. */
  public sealed interface Reading {
    record Read(ObjectNode object) implements Reading {}

    /** An object, but with a member twice. */
    record Duplicate() implements Reading {}

    record Broken() implements Reading {}
  }

  /** Reads; never throws for any input. */
  public Reading read(byte[] utf8) {
    if (utf8.length > longest) {
      return new Reading.Broken();
    }
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString();
      return reader.readTree(text) instanceof ObjectNode object
          ? new Reading.Read(object)
          : new Reading.Broken();
    } catch (JsonProcessingException e) {
      // Only which of two codes the audit gets depends on Jackson's wording; both refuse.
      return e.getOriginalMessage().startsWith("Duplicate")
          ? new Reading.Duplicate()
          : new Reading.Broken();
    } catch (CharacterCodingException e) {
      return new Reading.Broken();
    }
  }
}
