package dev.rolegate.token.key;

import java.nio.file.Path;

/**
 * How keys are kept in the database.
 *
 * @param label the setting or file that the sealing's key comes from, for refusals
 * @param legacy where earlier versions kept the one key
 */
public record StoredKeysConfig(
    KeySealing sealing, String label, KeySchedule schedule, Path legacy) {}
