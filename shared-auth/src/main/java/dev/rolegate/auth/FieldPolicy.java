package dev.rolegate.auth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sees a field of a record, and how much of it. A role in none of the lists does not see it.
 *
 * @param everybody whether it is seen in full whatever the role, also without any
 * @param full the roles that see it in full in every record
 * @param masked the roles that see that there is a text
 * @param own the roles that see it in full in their own record
 */
record FieldPolicy(
    Place place, boolean everybody, Set<String> full, Set<String> masked, Set<String> own) {

  static FieldPolicy full(Place place) {
    return new FieldPolicy(place, true, Set.of(), Set.of(), Set.of());
  }

  Sight ofOthers(@Nullable String role) {
    if (everybody) {
      return Sight.FULL;
    }
    if (role == null) {
      return Sight.HIDDEN;
    }
    if (full.contains(role)) {
      return Sight.FULL;
    }
    return masked.contains(role) ? Sight.MASKED : Sight.HIDDEN;
  }

  Sight ofOwn(@Nullable String role) {
    return role != null && own.contains(role) ? Sight.FULL : ofOthers(role);
  }
}
