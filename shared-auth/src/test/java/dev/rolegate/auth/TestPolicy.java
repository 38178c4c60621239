package dev.rolegate.auth;

/** A policy that says everything that a policy can say. */
final class TestPolicy {
  static final String YAML =
      """
      version: 1
      roles: [Manager, AssistantManager, Officer, Guest]
      decisions: [Manager]
      servers:
        hr:
          admit: [Manager, AssistantManager, Officer]
          records:
            employee:
              owner: user_id
              rows: {Officer: self}
              fields:
                user_id: full
                name: full
                phone: {full: [Manager], masked: [AssistantManager], own: [AssistantManager]}
                salary: {full: [Manager], own: [Officer]}
            page: full
          tools:
            find:
              allow: [Manager, AssistantManager, Officer]
              limit: 30/PT1H
            book:
              allow: [Manager, AssistantManager, Officer]
              arguments:
                employee_id: {Officer: self}
                kind: {Officer: [annual, sick], AssistantManager: [annual]}
                days: {Officer: {min: 1, max: 5}, AssistantManager: {max: 10}}
              confirm: none
              confirm_when:
                days: {above: 2.5, confirm: person}
                kind: {in: [unpaid], confirm: {other: [Manager, AssistantManager]}}
                weight: {below: 3, confirm: {other: [Manager]}}
            fire: {allow: [Manager]}
            hire: {allow: [Manager], confirm: {other: [Manager, Guest]}}
        open:
          admit: any-authenticated
          records:
            note:
              owner: by
              rows: {Officer: self}
              fields:
                by: full
                text: {full: [Manager]}
          tools:
            write:
              allow: any-authenticated
              arguments:
                size: {Officer: {max: 5}, Guest: {max: 3}}
        plain:
          admit: [Manager]
          tools:
            look: {allow: [Manager]}
      """;

  private TestPolicy() {}

  static AccessPolicy read() {
    return AccessPolicy.parse("p", YAML);
  }
}
