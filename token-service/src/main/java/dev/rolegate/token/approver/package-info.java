/**
 * The people who release changes: their accounts, passwords and lock-outs, and what they are given
 * who signed in. It knows no client and no client's credential, and it does not decide what an
 * approver may release.
 */
@NullMarked
package dev.rolegate.token.approver;

import org.jspecify.annotations.NullMarked;
