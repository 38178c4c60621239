package dev.rolegate.token;

import dev.rolegate.token.admin.AdminOperation;
import dev.rolegate.token.approver.ApproverOperations;
import dev.rolegate.token.approver.ApproverSessions;
import dev.rolegate.token.approver.ApproverStore;
import dev.rolegate.token.approver.ApproverTokens;
import dev.rolegate.token.approver.Approvers;
import dev.rolegate.token.approver.DemoApprovers;
import dev.rolegate.token.approver.PasswordHashing;
import dev.rolegate.token.approver.SignIn;
import dev.rolegate.token.limit.RequestLimits;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;

/**
 * The part of the service that people sign in to who release changes. It shares the database, the
 * keys, the audit and the revocations with the part for clients, and no credential.
 */
final class ApproverSide {
  private final TokenServiceConfig config;
  private final InstantSource clock;
  private final ServiceParts parts;
  private final ApproverStore store;
  private final Approvers demo;
  private final PasswordHashing hashing;
  private final ApproverTokens tokens;
  private final ApproverSessions sessions;

  private ApproverSide(
      TokenServiceConfig config, InstantSource clock, ServiceParts parts, PasswordHashing hashing) {
    this.config = config;
    this.clock = clock;
    this.parts = parts;
    this.hashing = hashing;
    this.store = new ApproverStore(parts.database());
    this.demo = config.demo() ? new DemoApprovers() : Approvers.none();
    this.tokens = new ApproverTokens(config.issuer(), parts.keys(), parts.revocations());
    this.sessions =
        new ApproverSessions(parts.database(), demo, tokens, parts.revocations(), clock);
  }

  /**
   * Puts it together.
   *
   * @param behind takes what is to be closed
   */
  static ApproverSide of(
      TokenServiceConfig config,
      InstantSource clock,
      ServiceParts parts,
      List<AutoCloseable> behind) {
    var hashing = PasswordHashing.start();
    behind.add(hashing);
    return new ApproverSide(config, clock, parts, hashing);
  }

  /** {@code POST /approvers/token}. */
  Handler token(SignInDesk desk) {
    return new ApproverTokenEndpoint(config.approvalPages(), desk, sessions);
  }

  /** {@code /approvers/sign-in}. */
  SignInEndpoint browser(SignInDesk desk) {
    return new SignInEndpoint(config.approvalPages(), desk, sessions);
  }

  /** {@code POST /internal/approver-codes}. */
  Handler codes(MeterRegistry metrics) {
    return new ApproverCodeEndpoint(
        config.approvalPages(), parts.feedToken(), sessions, parts.revocations(), audit(metrics));
  }

  List<AdminOperation> operations() {
    return ApproverOperations.of(
        store,
        demo,
        hashing,
        tokens,
        parts.policy(),
        secret -> parts.store().holds(parts.hashing(), secret),
        parts.database(),
        clock);
  }

  /** Behind both ways to sign in. */
  SignInDesk desk(RequestLimits limits, MeterRegistry metrics) {
    var signIn = new SignIn(store.and(demo), hashing, parts.database(), clock);
    return new SignInDesk(
        config.http().clientAddresses(), limits, signIn, parts.revocations(), audit(metrics));
  }

  private ApproverAudit audit(MeterRegistry metrics) {
    return new ApproverAudit(parts.audit(), metrics, clock);
  }
}
