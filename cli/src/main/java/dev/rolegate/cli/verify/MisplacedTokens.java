package dev.rolegate.cli.verify;

import static dev.rolegate.cli.verify.Defect.ABSENT;
import static dev.rolegate.cli.verify.Defect.AMBIGUOUS;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A good token where it does not belong, none at all, and two at once (RFC 6750 §2 and §3.1). */
final class MisplacedTokens {
  private MisplacedTokens() {}

  static List<Defect> of(Holder holder, Holder other) {
    var token = holder.token();
    var basic = holder.probe().id() + ":" + holder.probe().secret();
    var basic64 = Base64.getEncoder().encodeToString(basic.getBytes(UTF_8));
    var defects = new ArrayList<Defect>();
    defects.add(Defect.headers("no token", ABSENT));
    defects.add(Defect.headers("an empty Authorization", ABSENT, "Authorization: ").or(AMBIGUOUS));
    defects.add(Defect.headers("Bearer and nothing", AMBIGUOUS, "Authorization: Bearer"));
    defects.add(Defect.headers("Bearer and a space", AMBIGUOUS, "Authorization: Bearer "));
    defects.add(Defect.headers("Bearer and two words", AMBIGUOUS, "Authorization: Bearer a b"));
    defects.add(Defect.headers("the scheme Token", ABSENT, "Authorization: Token " + token));
    defects.add(Defect.headers("the scheme DPoP", ABSENT, "Authorization: DPoP " + token));
    defects.add(Defect.headers("the scheme JWT", ABSENT, "Authorization: JWT " + token));
    defects.add(Defect.headers("no scheme", ABSENT, "Authorization: " + token));
    defects.add(Defect.headers("no space behind Bearer", ABSENT, "Authorization: Bearer" + token));
    defects.add(
        Defect.headers("a tab behind Bearer", ABSENT, "Authorization: Bearer\t" + token)
            .or(AMBIGUOUS));
    defects.add(
        Defect.headers("id and secret by Basic", ABSENT, "Authorization: Basic " + basic64));
    defects.add(Defect.token("the client secret as token", holder.probe().secret()));
    defects.add(
        Defect.headers(
            "the token twice in one header", AMBIGUOUS, Ask.bearer(token) + ", Bearer " + token));
    defects.add(
        Defect.headers(
            "two headers, the same token", AMBIGUOUS, Ask.bearer(token), Ask.bearer(token)));
    defects.add(
        Defect.headers(
            "two headers, good then bad", AMBIGUOUS, Ask.bearer(token), Ask.bearer("abc")));
    defects.add(
        Defect.headers(
            "two headers, bad then good", AMBIGUOUS, Ask.bearer("abc"), Ask.bearer(token)));
    defects.add(
        Defect.headers(
            "two headers, two callers", AMBIGUOUS, Ask.bearer(token), Ask.bearer(other.token())));
    defects.add(
        Defect.headers(
            "Bearer and Basic", AMBIGUOUS, Ask.bearer(token), "Authorization: Basic " + basic64));
    defects.add(
        Defect.headers("the token and an API key", AMBIGUOUS, Ask.bearer(token), "X-API-Key: abc"));
    defects.add(Defect.headers("in a cookie", ABSENT, "Cookie: access_token=" + token));
    defects.add(
        Defect.headers(
            "in X-Forwarded-Authorization", ABSENT, "X-Forwarded-Authorization: Bearer " + token));
    defects.add(
        Defect.headers("in Proxy-Authorization", ABSENT, "Proxy-Authorization: Bearer " + token));
    defects.add(
        Defect.headers(
            "a role said in headers",
            ABSENT,
            "X-Job-Role: Manager",
            "X-Roles: Manager",
            "X-User: alice",
            "X-Forwarded-User: alice"));
    defects.add(
        Defect.headers("folded onto a second line", AMBIGUOUS, "Authorization: Bearer", " " + token)
            .or("400"));
    defects.add(
        new Defect(
            "in the query only", List.of(), "access_token=" + token, "", "", List.of(ABSENT)));
    defects.add(
        new Defect(
            "in header and query",
            List.of(Ask.bearer(token)),
            "access_token=" + token,
            "",
            "",
            List.of(AMBIGUOUS)));
    defects.add(
        new Defect(
            "in header and query, spelled %61ccess_token",
            List.of(Ask.bearer(token)), "%61ccess_token=x", "", "", List.of(AMBIGUOUS)));
    defects.add(
        new Defect(
            "in the body as a form", List.of(), "", "access_token=" + token, "", List.of(ABSENT)));
    return defects;
  }
}
