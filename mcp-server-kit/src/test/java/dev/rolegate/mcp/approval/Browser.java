package dev.rolegate.mcp.approval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/**
 * A real Chromium without a window. It finds services by the names of the contract, whichever ports
 * they got: {@code localhost:9001} is led to where that one really listens.
 */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  /**
   * It says with every start that it knows an older protocol of debuggers, which we use none of.
   */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts one, or skips the test where none is installed.
   *
   * @param ports real ports by {@code localhost:PORT} as people call them
   * @param scripts whether pages may run any
   */
  public static Browser start(Map<String, Integer> ports, boolean scripts) {
    SELENIUM.setLevel(Level.SEVERE);
    var browser = onPath(BROWSERS);
    var chromedriver = onPath(List.of("chromedriver"));
    Assumptions.assumeTrue(
        browser != null && chromedriver != null,
        "skipped: no chromium with chromedriver on the PATH; install both to look at the approval"
            + " page in a browser");
    var rules = new ArrayList<String>();
    ports.forEach((name, port) -> rules.add("MAP " + name + " 127.0.0.1:" + port));
    var options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless=new",
        // The tests run as root where they are the only user.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-proxy-server",
        "--hide-scrollbars",
        "--lang=en",
        "--window-size=1100,900",
        "--host-resolver-rules=" + String.join(",", rules));
    if (!scripts) {
      options.setExperimentalOption(
          "prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
    }
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  public void open(String url) {
    driver.get(url);
  }

  public String url() {
    return driver.getCurrentUrl();
  }

  public String title() {
    return driver.getTitle();
  }

  /** The text that a person reads. */
  public String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  public WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  public List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** What a page's own script could ask, which our pages have none of. */
  public @Nullable Object ask(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits until the page has it. */
  public WebElement await(String css) {
    var timeouts = driver.manage().timeouts();
    timeouts.implicitlyWait(PATIENCE);
    try {
      return find(css);
    } finally {
      timeouts.implicitlyWait(Duration.ZERO);
    }
  }

  public void press(CharSequence... keys) {
    var actions = new Actions(driver);
    for (var key : keys) {
      actions.sendKeys(key);
    }
    actions.perform();
  }

  /** What has the focus. */
  public WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Presses Tab until the element has the focus, as somebody without a mouse does. */
  public void tabTo(String css) {
    var wanted = find(css);
    for (var steps = 0; steps < 60; steps++) {
      if (focused().equals(wanted)) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("Tab never reaches " + css);
  }

  /** A phone, say. */
  public void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  public void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** The whole page, as an image. */
  public void photograph(Path file) {
    var size =
        (List<?>)
            Objects.requireNonNull(
                ask(
                    "return [document.documentElement.clientWidth,"
                        + " document.documentElement.scrollHeight]"));
    var image =
        driver.executeCdpCommand(
            "Page.captureScreenshot",
            Map.of(
                "format",
                "png",
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", 0, "width", size.get(0), "height", size.get(1), "scale", 1)));
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, Base64.getDecoder().decode((String) image.get("data")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A cookie, also one that no script can read. */
  public @Nullable Cookie cookie(String name) {
    return driver.manage().getCookieNamed(name);
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static @Nullable Path onPath(List<String> names) {
    var folders = System.getenv().getOrDefault("PATH", "").split(":", -1);
    return names.stream()
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
