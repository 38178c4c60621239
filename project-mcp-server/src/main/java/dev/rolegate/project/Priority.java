package dev.rolegate.project;

/** How much a task matters, least first. */
enum Priority {
  LOW,
  MEDIUM,
  HIGH,
  URGENT
}
