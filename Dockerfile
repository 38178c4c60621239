# One Dockerfile for every service: docker build --build-arg SERVICE=hr-mcp-server .
# SERVICE is a folder. POLICY is the access policy that the image brings; compose mounts its own over it.
# No stage above `service` mentions SERVICE, so all services share them.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25-noble
ARG BASE_IMAGE=debian:trixie-slim

# The Java runtime: the modules that the services use, and no other.
# (java.desktop: Jdbi looks for java.beans.ConstructorProperties.)
FROM ${BUILD_IMAGE} AS jre
RUN jlink --add-modules java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.jfr,jdk.management,jdk.unsupported \
      --strip-java-debug-attributes --no-header-files --no-man-pages --output /jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    mvn -B -ntp -q -DskipTests -pl '!end-to-end-tests' package
# SQLite's native library, unpacked here: the /tmp of a hardened container is noexec.
RUN mkdir /native && cd /native \
    && jar --extract --file "$(ls /src/*/target/lib/sqlite-jdbc-*.jar | head -1)" "org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so" \
    && mv org/sqlite/native/Linux/*/libsqlitejdbc.so .

FROM ${BASE_IMAGE} AS runtime
# Every container has the same user, so that a key in the shared volume has one owner.
RUN groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --no-create-home --home-dir /app --shell /usr/sbin/nologin app \
    && install -d -m 0700 -o app -g app /data /data/shared
COPY --from=jre /jre /opt/java
COPY --from=build /native/libsqlitejdbc.so /opt/native/
ENV PATH=/opt/java/bin:$PATH LANG=C.UTF-8 DATA_DIR=/data
# The operator's command, with what the JVM loads for it (JEP 514): it asks nobody while it is made.
COPY --from=build /src/cli/target/lib /opt/rolegate/lib
COPY --from=build /src/cli/target/app.jar /opt/rolegate/app.jar
COPY docker/rolegate /usr/local/bin/
RUN AOT=-XX:AOTCacheOutput=/opt/rolegate/app.aot MANAGEMENT_TOKEN=none \
      rolegate key list --url http://127.0.0.1:1 2>/dev/null || test -s /opt/rolegate/app.aot
WORKDIR /app
COPY docker/jvm.options docker/healthcheck ./

FROM runtime AS service
ARG SERVICE
ARG POLICY=access-policy.yaml
COPY --chmod=0644 ${POLICY} ./access-policy.yaml
COPY --from=build /src/${SERVICE}/target/lib lib
COPY --from=build /src/${SERVICE}/target/app.jar app.jar

# The AOT cache is made by the very JVM, options, jars and paths that will use it.
FROM service AS training
COPY docker/training /
RUN /training

FROM service
COPY --from=training /app.aot app.aot
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --start-interval=500ms --retries=3 CMD ["/app/healthcheck"]
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=/app/app.aot", "-jar", "app.jar"]
