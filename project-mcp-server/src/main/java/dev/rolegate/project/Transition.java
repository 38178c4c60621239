package dev.rolegate.project;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A wanted change of a task, held against the rules; nothing is written here. This class is
 * immutable.
 *
 * @param assignee as the rows spell it, when one is wanted
 */
record Transition(Task task, UpdateTaskState wanted, @Nullable String assignee) {

  void check(LocalDate today, List<String> problems) {
    var before = problems.size();
    checkState(problems);
    if (problems.size() == before) {
      // otherwise these would speak of a state that it will not get
      checkNote(problems);
      checkAssignee(problems);
      checkProgress(problems);
    }
    checkDueDate(today, problems);
    checkChange(problems);
  }

  int progressAfter() {
    if (wanted.progressPercent() != null) {
      return wanted.progressPercent();
    }
    return switch (wanted.state()) {
      case TODO -> 0;
      case COMPLETED -> 100;
      case IN_PROGRESS, BLOCKED, IN_REVIEW, CANCELLED -> task.progressPercent();
    };
  }

  @Nullable String assigneeAfter() {
    return assignee == null ? task.assignee() : assignee;
  }

  @Nullable LocalDate dueDateAfter() {
    return wanted.dueDate() == null ? task.dueDate() : wanted.dueDate();
  }

  private boolean reopens() {
    return Boolean.TRUE.equals(wanted.reopen());
  }

  private boolean stays() {
    return wanted.state() == task.state();
  }

  private void checkState(List<String> problems) {
    if (task.state() == TaskState.CANCELLED) {
      problems.add(
          "%s was cancelled by %s at %s, which is final; create a new task instead."
              .formatted(task.taskId(), task.updatedBy(), task.updatedAt()));
    } else if (task.state() == TaskState.COMPLETED && !reopens()) {
      problems.add(
          "%s was completed by %s at %s; to open it again, say reopen: true and give the reason in note."
              .formatted(task.taskId(), task.updatedBy(), task.updatedAt()));
    } else if (task.state() != TaskState.COMPLETED && reopens()) {
      problems.add(
          "reopen is only for a completed task, and %s is %s; leave it out."
              .formatted(task.taskId(), task.state()));
    } else if (!task.state().next().contains(wanted.state()) && (reopens() || !stays())) {
      problems.add(
          "%s is %s and cannot become %s next; it can become: %s."
              .formatted(
                  task.taskId(),
                  task.state(),
                  wanted.state(),
                  task.state().next().stream()
                      .map(TaskState::toString)
                      .collect(Collectors.joining(", "))));
    }
  }

  private void checkNote(List<String> problems) {
    if (wanted.note() != null) {
      return;
    }
    if (reopens()) {
      problems.add("note is missing; a task is reopened with the reason.");
    } else if (!stays() && wanted.state() == TaskState.BLOCKED) {
      problems.add("note is missing; a blocked task says what it waits for.");
    } else if (wanted.state() == TaskState.CANCELLED) {
      problems.add("note is missing; a task is cancelled with the reason.");
    }
  }

  private void checkAssignee(List<String> problems) {
    if (wanted.state().needsAssignee() && assigneeAfter() == null && wanted.assignee() == null) {
      problems.add(
          "assignee is missing; nobody is assigned to %s yet, and a task cannot be %s without."
              .formatted(task.taskId(), wanted.state()));
    }
  }

  private void checkProgress(List<String> problems) {
    if (reopens() && wanted.state() != TaskState.TODO && wanted.progressPercent() == null) {
      problems.add("progress_percent is missing; say how much of the reopened task is still done.");
    } else if (!wanted.state().admits(progressAfter())) {
      problems.add(
          "progress_percent %s does not fit %s, which has %s; correct it, leave it out, or give another state."
              .formatted(progressAfter(), wanted.state(), wanted.state().percents()));
    }
  }

  private void checkDueDate(LocalDate today, List<String> problems) {
    if (Objects.equals(dueDateAfter(), task.dueDate())) {
      return;
    }
    if (wanted.state().isOpen()) {
      DueDate.check(wanted.dueDate(), today, problems);
    } else {
      problems.add(
          "due_date cannot move when a task becomes %s; leave it out.".formatted(wanted.state()));
    }
  }

  private void checkChange(List<String> problems) {
    if (problems.isEmpty()
        && stays()
        && wanted.note() == null
        && progressAfter() == task.progressPercent()
        && Objects.equals(assigneeAfter(), task.assignee())
        && Objects.equals(dueDateAfter(), task.dueDate())) {
      problems.add(
          "%s is %s already and nothing else changes; give another state, or what is new: progress_percent, note, assignee or due_date."
              .formatted(task.taskId(), task.state()));
    }
  }
}
