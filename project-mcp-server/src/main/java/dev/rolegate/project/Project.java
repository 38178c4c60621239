package dev.rolegate.project;

/** One project, as its tasks refer to it. */
record Project(String projectId, String name) {}
