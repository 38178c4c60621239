package dev.rolegate.token.approver;

/**
 * Where approvers of one server release changes.
 *
 * @param server its name in the policy
 * @param resource its canonical URI, the audience of what they are given for it
 * @param url of the page, without a trailing slash; a sign-in leads nowhere else
 */
public record ApprovalPage(String server, String resource, String url) {}
