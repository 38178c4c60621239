package dev.rolegate.token.key;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTCreationException;
import com.auth0.jwt.exceptions.JWTVerificationException;

/** Whether what a key signs is verified by its public half. */
final class SelfTest {
  private SelfTest() {}

  static boolean passes(Algorithm algorithm) {
    try {
      algorithm.verify(JWT.decode(JWT.create().sign(algorithm)));
      return true;
    } catch (JWTCreationException | JWTVerificationException e) {
      return false;
    }
  }
}
