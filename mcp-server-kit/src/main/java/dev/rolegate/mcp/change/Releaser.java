package dev.rolegate.mcp.change;

import dev.rolegate.auth.Approver;
import dev.rolegate.auth.Caller;

/** Whose word releases or ends a change. */
sealed interface Releaser {
  /** For the record of the ending. */
  String account();

  /** A person who signed in. */
  record Person(Approver approver) implements Releaser {
    @Override
    public String account() {
      return approver.account();
    }

    @Override
    public String subject() {
      return approver.subject();
    }
  }

  /** The person at the client that asked, as far as the client is to be believed. */
  record AtClient(Caller caller) implements Releaser {
    static final String ACCOUNT = "elicitation";

    @Override
    public String account() {
      return ACCOUNT;
    }

    @Override
    public String subject() {
      return caller.subject();
    }
  }

  String subject();
}
