package dev.rolegate.cli.verify;

/** What kind of question a cell answers, in the order of the report. */
enum Family {
  DISCOVERY(
      "Documents and closed doors", "What is open says what it should; what is not, is shut."),
  ADMISSION("Who may enter", "Every role at every server, on every transport."),
  TOOLS(
      "Which tools are listed and callable",
      "Listed if and only if callable, and both as the policy says. Calls carry an argument that no"
          + " tool has, so nothing runs."),
  FIELDS(
      "Fields and arguments",
      "A field that a role does not see is in none of its schemas, and nothing filters by it."),
  CONFIRMATION(
      "Confirmation of changes",
      "A change that the policy wants confirmed is not made by asking for it."),
  TOKENS(
      "Defective tokens",
      "Tokens made from a good one, and credentials in wrong places; none needs a key of ours."),
  LIFE("Tokens that ended", "Expired, revoked, for another server, of clients that are gone."),
  REQUESTS("Headers, bodies and paths", "Requests that two programs could read in two ways."),
  SESSIONS("Sessions", "A session is its caller's own, and no credential."),
  ROWS("Nothing was changed", "Totals of what can be read, before and after.");

  private final String title;
  private final String meaning;

  Family(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  String title() {
    return title;
  }

  String meaning() {
    return meaning;
  }
}
