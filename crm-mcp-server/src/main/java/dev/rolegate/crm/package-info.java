/**
 * The CRM server: customers, what was said with them, and what they may buy. It owns the rules of
 * all three and the SQL; it knows nothing of HTTP, tokens or roles.
 */
@NullMarked
package dev.rolegate.crm;

import org.jspecify.annotations.NullMarked;
