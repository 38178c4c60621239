package dev.rolegate.token.approver;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The four approvers that every reader of the README knows, with their passwords ({@code
 * NAME-approver}). They live in memory only, with {@code DEMO=true} only. This class is immutable.
 */
public final class DemoApprovers implements Approvers {
  private final Map<String, ApproverAccount> accounts;

  public DemoApprovers() {
    var all = new HashMap<String, ApproverAccount>();
    // Hashed once and for all: everybody knows the passwords, and a start should not wait for them.
    add(
        all,
        "Alice",
        "Manager",
        "y/yOCxccAa/avcCo5Xm7/w$Yqq8h48e4WmZLrC5IzbUwKkSoxXPR7gagI9W72VZ0fI");
    add(
        all,
        "Bob",
        "AssistantManager",
        "bGv8PCamd1/ejpB8PkqQ7g$dp4jJrep4JXdtioQMb0Jz5zptmDlQ6iZxC3J5DYln48");
    add(
        all,
        "Carol",
        "Officer",
        "dTdox+U4eexD4ubQ5rKYNg$mdtVVh/57Hl+Mb20Typ2Zlahgm/trXKmI456yq2UkJQ");
    add(
        all,
        "Erin",
        "Manager",
        "l9mfSsoLmUCLcdYmic43bw$hieM1/BPE9vaObZdmMnGgSnq8pNPfs1b47L7HzWEugY");
    accounts = Map.copyOf(all);
  }

  @Override
  public @Nullable ApproverAccount find(String account) {
    return accounts.get(account);
  }

  private static void add(
      Map<String, ApproverAccount> all, String name, String jobRole, String hash) {
    var account = ApproverAccount.named(name);
    if (account == null) {
      throw new IllegalStateException("no account is called " + name);
    }
    all.put(
        account, new ApproverAccount(account, account, jobRole, name, PasswordHash.of(hash), true));
  }
}
