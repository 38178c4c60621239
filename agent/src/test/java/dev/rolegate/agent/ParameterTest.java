package dev.rolegate.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What somebody types, by the schema of what is wanted. */
class ParameterTest {
  /**
   * A case.
   *
   * @param schema of the one property
   * @param read as JSON; or the end of a sentence about what is wrong
   */
  record Typed(String schema, String typed, String read) {
    @Override
    public String toString() {
      return schema + " " + typed;
    }
  }

  static final List<Typed> wrong =
      List.of(
          new Typed("{'type':'integer'}", "ten", "is 'ten', and must be a whole number"),
          new Typed("{'type':'integer'}", "1.5", "is '1.5', and must be a whole number"),
          new Typed("{'type':'integer'}", "9".repeat(50), "and must be a whole number"),
          new Typed("{'type':'integer','minimum':1}", "0", "is less than 1"),
          new Typed("{'type':'integer','maximum':5}", "6", "is more than 5"),
          new Typed("{'type':'number'}", "1e400", "is '1e400', and must be a number"),
          new Typed("{'type':'number'}", "NaN", "is 'NaN', and must be a number"),
          new Typed("{'type':'boolean'}", "maybe", "is 'maybe', and must be true or false"),
          new Typed("{'enum':['OPEN','DONE']}", "open", "one of: OPEN, DONE; did you mean OPEN?"),
          new Typed("{'type':'object'}", "{x}", "is no JSON"),
          new Typed("{'type':'object'}", "{} {}", "is no JSON"),
          new Typed("{}", "", "is empty; give JSON"));

  static final List<Typed> right =
      List.of(
          new Typed("{'type':'string'}", "007", "'007'"),
          new Typed("{'type':'string'}", "", "''"),
          new Typed("{'type':['null','string']}", "null", "'null'"),
          new Typed("{'type':'integer'}", "-12", "-12"),
          new Typed("{'type':['integer','null']}", "12345678901234567890", "12345678901234567890"),
          new Typed("{'type':'number'}", "2.50", "2.50"),
          new Typed("{'type':'boolean'}", "yes", "true"),
          new Typed("{'type':'string','enum':['OPEN','DONE']}", "DONE", "'DONE'"),
          new Typed("{'oneOf':[{'const':'a','title':'A'},{'const':'b'}]}", "b", "'b'"),
          new Typed("{'type':'array','items':{'type':'integer'}}", "3", "3"),
          new Typed("{'type':'object'}", "{'a':[1,2.5]}", "{'a':[1,2.5]}"));

  @ParameterizedTest
  @FieldSource("wrong")
  void isNamedWithWhatWouldBeRight(Typed typed) {
    assertThat(parameter(typed.schema()).read(typed.typed().replace('\'', '"')))
        .isInstanceOfSatisfying(
            Parameter.Reading.Wrong.class, no -> assertThat(no.what()).contains(typed.read()));
  }

  @ParameterizedTest
  @FieldSource("right")
  void isReadByItsKind(Typed typed) {
    assertThat(parameter(typed.schema()).read(typed.typed().replace('\'', '"')))
        .isInstanceOfSatisfying(
            Parameter.Reading.Read.class,
            yes -> assertThat(yes.value()).hasToString(typed.read().replace('\'', '"')));
  }

  @Test
  void aFormsDefaultsAreItsContent() {
    var form =
        json(
            "{'properties':{'a':{'type':'string','default':'x'},'b':{'type':'integer'},"
                + "'c':{'type':'boolean','default':false}},'required':['b']}");
    assertThat(Parameter.defaults(form)).hasToString("{\"a\":\"x\",\"c\":false}");
    assertThat(Parameter.of(form)).map(Parameter::required).containsExactly(false, true, false);
  }

  private static Parameter parameter(String schema) {
    return Parameter.of(json("{'properties':{'p':" + schema + "}}")).getFirst();
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JsonMapper.builder().build().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
