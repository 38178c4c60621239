/**
 * What an operator may ask of a running token service, and change: JSON in and JSON out on the
 * management port, every change audited with who and why before it is answered. It owns the form of
 * requests and answers, and no operation itself.
 */
@NullMarked
package dev.rolegate.token.admin;

import org.jspecify.annotations.NullMarked;
