package dev.rolegate.agent;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call.
 *
 * @param text what the server said, or the agent where no server could: for people and for models
 * @param refused whether it was not done, or not yet: {@code isError}, 401, 403, no answer
 * @param structured {@code structuredContent}, where there is some
 */
public record ToolAnswer(String text, boolean refused, @Nullable JsonNode structured) {}
