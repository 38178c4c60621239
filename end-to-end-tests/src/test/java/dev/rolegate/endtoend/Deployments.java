package dev.rolegate.endtoend;

import dev.rolegate.auth.SigningAlgorithm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One deployment for each algorithm, started by the first test that asks and shared by all test
 * classes; JUnit closes them at the end. A test that stops or breaks something starts its own.
 */
public final class Deployments implements BeforeAllCallback {
  private static final ExtensionContext.Namespace SHARED =
      ExtensionContext.Namespace.create(Deployments.class);

  private ExtensionContext.@Nullable Store store;

  @Override
  public void beforeAll(ExtensionContext context) {
    store = context.getRoot().getStore(SHARED);
  }

  public Deployment of(SigningAlgorithm algorithm) {
    if (store == null) {
      throw new IllegalStateException("no @RegisterExtension");
    }
    return store.computeIfAbsent(algorithm, Deployment::start, Deployment.class);
  }
}
