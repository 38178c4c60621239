package dev.rolegate.mcp.protocol;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts from a valid request and breaks one thing. */
class MessageReaderTest {
  private static final String VALID =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":[1,{\"b\":\"ü\"}]}}";

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("nothing", "", RpcError.INVALID_REQUEST, "no_object"),
        Arguments.of("null", "null", RpcError.INVALID_REQUEST, "no_object"),
        Arguments.of("a text", "\"ping\"", RpcError.INVALID_REQUEST, "no_object"),
        Arguments.of("a batch", "[" + VALID + "]", RpcError.INVALID_REQUEST, "batch"),
        Arguments.of("an empty batch", "[]", RpcError.INVALID_REQUEST, "batch"),
        Arguments.of("cut off", VALID.substring(0, 30), RpcError.PARSE_ERROR, "malformed_json"),
        Arguments.of("two messages", VALID + VALID, RpcError.PARSE_ERROR, "malformed_json"),
        Arguments.of("a comment", "/**/" + VALID, RpcError.PARSE_ERROR, "malformed_json"),
        Arguments.of("a byte order mark", "\uFEFF" + VALID, RpcError.PARSE_ERROR, "malformed_json"),
        Arguments.of("NaN", VALID.replace("1,{", "NaN,{"), RpcError.PARSE_ERROR, "malformed_json"),
        Arguments.of(
            "a member twice",
            VALID.replace("\"id\":1", "\"id\":1,\"method\":\"x\""),
            RpcError.PARSE_ERROR,
            "duplicate_key"),
        Arguments.of(
            "an inner member twice",
            VALID.replace("\"b\":", "\"b\":1,\"b\":"),
            RpcError.PARSE_ERROR,
            "duplicate_key"),
        Arguments.of(
            "a member twice by an escape",
            VALID.replace("\"b\":", "\"\\u0062\":1,\"b\":"),
            RpcError.PARSE_ERROR,
            "duplicate_key"),
        Arguments.of(
            "too deep",
            VALID.replace("[1,", "[".repeat(40) + "1" + "]".repeat(39) + ","),
            RpcError.PARSE_ERROR,
            "malformed_json"),
        Arguments.of(
            "too many members",
            VALID.replace("[1,", "[" + "1,".repeat(20_001)),
            RpcError.PARSE_ERROR,
            "malformed_json"),
        Arguments.of(
            "a number of 5000 digits",
            VALID.replace("[1,", "[" + "9".repeat(5000) + ","),
            RpcError.PARSE_ERROR,
            "malformed_json"),
        changed("\"2.0\"", "\"1.0\"", "no_jsonrpc"),
        changed("\"2.0\"", "2.0", "no_jsonrpc"),
        changed("\"jsonrpc\":\"2.0\",", "", "no_jsonrpc"),
        changed("\"id\":1", "\"id\":null", "bad_id"),
        changed("\"id\":1", "\"id\":1.5", "bad_id"),
        changed("\"id\":1", "\"id\":{}", "bad_id"),
        changed("\"id\":1", "\"id\":\"\"", "bad_id"),
        changed("\"id\":1", "\"id\":\"a\\nb\"", "bad_id"),
        changed("\"id\":1", "\"id\":\"\\ud83d\"", "bad_id"),
        changed("\"id\":1", "\"id\":\"" + "x".repeat(129) + "\"", "bad_id"),
        changed("\"method\":\"ping\",", "", "no_method"),
        changed("\"method\":\"ping\",", "\"result\":1,\"error\":{},", "no_method"),
        changed("\"ping\"", "1", "bad_method"),
        changed("\"ping\"", "\"" + "a".repeat(100_000) + "\"", "bad_method"),
        changed("{\"a\":[1,{\"b\":\"ü\"}]}", "[]", "bad_params"),
        changed("{\"a\":[1,{\"b\":\"ü\"}]}", "null", "bad_params"));
  }

  private static Arguments changed(String from, String to, String reason) {
    assertThat(VALID).contains(from);
    var shown = to.substring(0, Math.min(to.length(), 24));
    return Arguments.of(
        from + " → " + shown, VALID.replace(from, to), RpcError.INVALID_REQUEST, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refuses(String name, String body, RpcError error, String reason) {
    var reading = MessageReader.read(body.getBytes(UTF_8));
    assertThat(reading)
        .as(name)
        .isInstanceOfSatisfying(
            MessageReader.Reading.Refused.class,
            refused -> {
              assertThat(refused.error()).isEqualTo(error);
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.explanation()).endsWith(".");
            });
  }

  @Test
  void refusesOtherEncodings() {
    assertThat(reason(VALID.getBytes(UTF_16))).isEqualTo("not_utf8");
    assertThat(reason(new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'})).isEqualTo("not_utf8");
  }

  @Test
  void readsEachKind() {
    assertThat(read(VALID))
        .isInstanceOfSatisfying(
            Message.Request.class,
            request -> {
              assertThat(request.id()).isEqualTo("1");
              assertThat(request.method()).isEqualTo("ping");
              assertThat(request.params().at("/a/1/b").textValue()).isEqualTo("ü");
            });
    assertThat(read(VALID.replace("\"id\":1", "\"id\":\"a\\\"b\"")))
        .isInstanceOfSatisfying(
            Message.Request.class, request -> assertThat(request.id()).isEqualTo("\"a\\\"b\""));
    assertThat(read(VALID.replace("\"id\":1,", ""))).isEqualTo(new Message.Notification("ping"));
    assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"result\":{}}"))
        .isEqualTo(new Message.Response("\"q\"", JsonNodeFactory.instance.objectNode()));
  }

  private static String reason(byte[] body) {
    return ((MessageReader.Reading.Refused) MessageReader.read(body)).reason();
  }

  private static Message read(String body) {
    return ((MessageReader.Reading.Read) MessageReader.read(body.getBytes(UTF_8))).message();
  }
}
