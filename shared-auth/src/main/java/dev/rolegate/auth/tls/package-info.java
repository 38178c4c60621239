/**
 * Whom this deployment believes when a certificate is shown: reads authorities and other PEM
 * certificates, and makes what TLS goes by when one service calls another. It serves nothing and
 * asks nothing itself.
 */
@NullMarked
package dev.rolegate.auth.tls;

import org.jspecify.annotations.NullMarked;
