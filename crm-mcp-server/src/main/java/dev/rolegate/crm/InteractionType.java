package dev.rolegate.crm;

/** Ways to be in touch. */
enum InteractionType {
  CALL,
  EMAIL,
  MEETING,
  DEMO,
  MESSAGE,
  OTHER
}
