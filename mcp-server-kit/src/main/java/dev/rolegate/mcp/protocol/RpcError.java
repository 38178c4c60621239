package dev.rolegate.mcp.protocol;

/** The error codes in use (JSON-RPC 2.0 §5.1), with the HTTP status that goes with each. */
public enum RpcError {
  PARSE_ERROR(-32700, 400),
  INVALID_REQUEST(-32600, 400),
  METHOD_NOT_FOUND(-32601, 200),
  INVALID_PARAMS(-32602, 200),
  INTERNAL_ERROR(-32603, 200),
  /** One of the codes that are left to servers (JSON-RPC 2.0 §5.1). */
  TOO_MANY_REQUESTS(-32029, 429);

  private final int code;
  private final int status;

  RpcError(int code, int status) {
    this.code = code;
    this.status = status;
  }

  int code() {
    return code;
  }

  int status() {
    return status;
  }
}
