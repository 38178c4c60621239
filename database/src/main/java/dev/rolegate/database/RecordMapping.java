package dev.rolegate.database;

import dev.rolegate.auth.text.Timestamp;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * Rows into records and back, alike on both databases; the package's text says how. What fails on
 * the way names the statement and nothing of the row.
 */
final class RecordMapping implements JdbiPlugin {
  private static final int CENTS = 2;

  @Override
  public void customizeJdbi(Jdbi jdbi) {
    RowMapperFactory records =
        (type, _) -> {
          var raw = GenericTypes.getErasedType(type);
          return raw.isRecord() ? Optional.of(ConstructorMapper.of(raw)) : Optional.empty();
        };
    jdbi.registerRowMapper(records);
    jdbi.getConfig(ColumnMappers.class).setCoalesceNullPrimitivesToDefaults(false);
    // What was bound is about people, and an exception ends in the log.
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(thrown -> {
          var context = thrown.getStatementContext();
          return thrown.getShortMessage()
              + (context == null ? "" : " [statement: " + context.getRawSql() + "]");
        });
    // PostgreSQL cannot tell the type of `? is null`; nearly all of our columns are texts.
    jdbi.getConfig(Arguments.class)
        .setUntypedNullArgument((at, statement, _) -> statement.setNull(at, Types.VARCHAR));

    jdbi.registerArgument(
        new AbstractArgumentFactory<LocalDate>(Types.VARCHAR) {
          @Override
          protected Argument build(LocalDate date, ConfigRegistry config) {
            return (at, statement, _) -> statement.setString(at, date.toString());
          }
        });
    jdbi.registerColumnMapper(
        LocalDate.class,
        (row, column, _) -> {
          var text = row.getString(column);
          return text == null ? null : LocalDate.parse(text);
        });
    jdbi.registerArgument(
        new AbstractArgumentFactory<Instant>(Types.VARCHAR) {
          @Override
          protected Argument build(Instant time, ConfigRegistry config) {
            var text = new StringBuilder(24);
            Timestamp.append(text, time);
            return (at, statement, _) -> statement.setString(at, text.toString());
          }
        });
    jdbi.registerColumnMapper(
        Instant.class,
        (row, column, _) -> {
          var text = row.getString(column);
          return text == null ? null : Instant.parse(text);
        });
    jdbi.registerArgument(
        new AbstractArgumentFactory<BigDecimal>(Types.BIGINT) {
          @Override
          protected Argument build(BigDecimal money, ConfigRegistry config) {
            var cents =
                money.setScale(CENTS, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
            return (at, statement, _) -> statement.setLong(at, cents);
          }
        });
    jdbi.registerColumnMapper(
        BigDecimal.class,
        (row, column, _) -> {
          var cents = row.getLong(column);
          return row.wasNull() ? null : BigDecimal.valueOf(cents, CENTS);
        });
  }
}
